using System.ComponentModel.DataAnnotations;
using Analytics.Engine;
using Analytics.Lake.Ingest;
using Analytics.Lake.Readers;
using Analytics.Outputs;
using Analytics.Outputs.Alerts;
using Analytics.Sources;
using Analytics.Sources.Pulls;

namespace Analytics.Pipeline;

/// <summary>All settings of a run, section <c>Analytics</c> of the configuration. Unknown keys are refused.</summary>
public sealed record PipelineOptions
{
    /// <summary>Root of landing, lake, state and published; relative to the working folder. Default <c>./data</c>.</summary>
    [Required]
    public string DataDirectory { get; init; } = "./data";

    /// <summary>
    /// Folder of readers, models, macros, seeds and checks; null = <c>sql</c> beside the program. Default null.
    /// </summary>
    public string? SqlDirectory { get; init; }

    /// <summary>
    /// Folder of jobs and of the declared <c>scenarios/</c>, <c>alerts/</c> and <c>features/</c>; null = <c>jobs</c>
    /// beside the program. Default null.
    /// </summary>
    public string? JobsDirectory { get; init; }

    /// <summary>IANA time zone of the reporting periods; UTC periods are always there too. Default <c>UTC</c>.</summary>
    [Required]
    public string ReportingTimeZone { get; init; } = "UTC";

    /// <summary>Days before and after a changed day that are read with it, 0 to 30. Default 1.</summary>
    [Range(0, 30)]
    public int LookbackDays { get; init; } = 1;

    /// <summary>Sources by name.</summary>
    public IReadOnlyDictionary<string, SourceSettings> Sources { get; init; } =
        new Dictionary<string, SourceSettings>(StringComparer.Ordinal);

    /// <summary>Reports that are pulled from providers, by name; what they bring is a source <c>pulled-NAME</c>.</summary>
    public IReadOnlyDictionary<string, PullOptions> Pulls { get; init; } =
        new Dictionary<string, PullOptions>(StringComparer.Ordinal);

    /// <summary>Buckets whose objects are read, by name; what they bring is a source <c>pulled-NAME</c>.</summary>
    public IReadOnlyDictionary<string, BucketSourceOptions> Buckets { get; init; } =
        new Dictionary<string, BucketSourceOptions>(StringComparer.Ordinal);

    /// <summary>Limits of the DuckDB sessions.</summary>
    public EngineSettings Engine { get; init; } = new();

    /// <summary>When a source's file counts as completely written.</summary>
    public StabilityOptions Stability { get; init; } = new();

    /// <summary>How files become parts of the lake.</summary>
    public IngestOptions Ingest { get; init; } = new();

    /// <summary>How much of the lake a build trusts unseen.</summary>
    public IntegrityOptions Integrity { get; init; } = new();

    /// <summary>How generations are written and kept.</summary>
    public PublishOptions Publish { get; init; } = new();

    /// <summary>Who is told about alerts.</summary>
    public AlertOptions Alerts { get; init; } = new();

    /// <summary>Other workers on the same data root; null = this is the only one. Default null.</summary>
    public ClusterOptions? Cluster { get; init; }
}

/// <summary>Where a source's files are and how they are read.</summary>
public sealed record SourceSettings
{
    /// <summary>Kind, which names the reader: <c>claude-code</c> is read by <c>sql/readers/claude_code.sql</c>.</summary>
    [Required]
    [RegularExpression("^[a-z0-9]+(-[a-z0-9]+)*$", ErrorMessage = "The kind must be lower-case words joined by '-'.")]
    public string Kind { get; init; } = "";

    /// <summary>File or folder; <c>~</c> stands for the home folder; relative to the working folder.</summary>
    [Required]
    public string Path { get; init; } = "";

    /// <summary>
    /// Rows of this source that one run may put into quarantine without ending with exit code 4, 0 or more. Default 0;
    /// meant for an archive whose damage is known.
    /// </summary>
    [Range(0, int.MaxValue)]
    public int ToleratedQuarantineRows { get; init; }

    /// <summary>Which field is which column; for kind <c>mapped</c> alone, which needs it. Default null.</summary>
    public SourceMapping? Mapping { get; init; }
}

/// <summary>Limits of the DuckDB sessions; the defaults suit a machine with 8 GiB.</summary>
public sealed record EngineSettings
{
    /// <summary>Memory that DuckDB may use, MiB, 256 to 16777216. Default 4096.</summary>
    [Range(256, 16 * 1024 * 1024)]
    public int MemoryLimitMebibytes { get; init; } = 4096;

    /// <summary>Threads, 0 to 1024; 0 = one per core. Default 0.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>Disk space that spilled data may take, MiB, 0 to 16777216. Default 65536.</summary>
    [Range(0, 16 * 1024 * 1024)]
    public int MaxTempMebibytes { get; init; } = 65536;

    /// <summary>Threads that a session gets.</summary>
    public int ThreadsInForce => Threads == 0 ? Environment.ProcessorCount : Threads;

    /// <summary>The same limits as one session takes them.</summary>
    public EngineOptions ToEngineOptions(string tempDirectory) => new()
    {
        MemoryLimitMebibytes = MemoryLimitMebibytes,
        Threads = ThreadsInForce,
        TempDirectory = tempDirectory,
        MaxTempMebibytes = MaxTempMebibytes,
    };
}
