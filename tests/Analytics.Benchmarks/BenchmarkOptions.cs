using System.ComponentModel.DataAnnotations;

namespace Analytics.Benchmarks;

/// <summary>What is measured, on how much.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Folder of readers, models and checks.</summary>
    [Required]
    public required string SqlDirectory { get; init; }

    /// <summary>Name of the one benchmark to run; null = all. Default null.</summary>
    public string? Only { get; init; }

    /// <summary>Kind of source that the survey of readers is about; null = all. Default null.</summary>
    public string? Kind { get; init; }

    /// <summary>Lines of session files, or rows of a table; null = the size of the published figures. Default null.</summary>
    [Range(1, 1_000_000_000)]
    public long? Rows { get; init; }

    /// <summary>Size of generated logs, MiB, 1 to 1,000,000. Default 1,024.</summary>
    [Range(1, 1_000_000)]
    public int Megabytes { get; init; } = 1_024;

    /// <summary>Times each side is run, in turn, 1 to 100; the best counts. Default 3.</summary>
    [Range(1, 100)]
    public int Rounds { get; init; } = 3;

    /// <summary>Seed of the generated data. Default 20260101.</summary>
    public int Seed { get; init; } = 20_260_101;

    /// <summary>Folder in which data and results of the runs stay; null = a temporary one that is removed. Default null.</summary>
    public string? KeepDirectory { get; init; }
}
