using System.ComponentModel.DataAnnotations;

namespace Analytics.SqlModels;

/// <summary>Where a build works and how much it may take at once.</summary>
public sealed record ModelBuildOptions
{
    /// <summary>The lake's folder, absolute.</summary>
    [Required]
    public required string LakeDirectory { get; init; }

    /// <summary>
    /// The private folder of work database, staging and spilled data, absolute, on the same file system.
    /// </summary>
    [Required]
    public required string StateDirectory { get; init; }

    /// <summary>
    /// How many days before and after a day its sightings may lie: these days are read with it, and a change in them
    /// rebuilds it. Default 1 day; 0 to 30.
    /// </summary>
    [Range(0, 30)]
    public int LookbackDays { get; init; } = 1;

    /// <summary>
    /// Rows that one step may read, its days before and after included; one day is never cut. Default 4,000,000.
    /// </summary>
    [Range(1, 1_000_000_000)]
    public long MaxRowsPerChunk { get; init; } = 4_000_000;

    /// <summary>IANA time zone of the reports, as <c>settings.reporting_time_zone</c>. Default UTC.</summary>
    [Required]
    public string ReportingTimeZone { get; init; } = "UTC";

    /// <summary>
    /// Prices, rules, names and exchange rates count as they were known then, as <c>settings.known_at</c>; null = as they
    /// are known now. Default null.
    /// </summary>
    public DateTimeOffset? KnownAt { get; init; }

    /// <summary>Memory DuckDB may use, MiB, 64 or more. Default 4096.</summary>
    [Range(64, 16_777_216)]
    public int MemoryLimitMebibytes { get; init; } = 4096;

    /// <summary>Threads DuckDB may use, 1 or more. Default: one per core.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>The work database. No other process may open it, nor may our own but through DuckDB.</summary>
    public string WorkDatabasePath => Path.Combine(StateDirectory, "work.duckdb");

    /// <summary>
    /// Root of the kept Parquet files, absolute: <c>&lt;model&gt;/day=YYYY-MM-DD/&lt;sha12&gt;.parquet</c>. Default:
    /// <c>priced/</c> below the lake.
    /// </summary>
    public string PricedDirectory
    {
        get => field ?? Path.Combine(LakeDirectory, "priced");
        init;
    }

    /// <summary>Where Parquet files are written before they get their name.</summary>
    internal string StagingDirectory => Path.Combine(StateDirectory, "staging", "models");

    /// <summary>Where DuckDB spills.</summary>
    internal string TempDirectory => Path.Combine(StateDirectory, "tmp", "models");
}
