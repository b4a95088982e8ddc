using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Surveys;

namespace Analytics.Benchmarks;

/// <summary>What a run of the benchmarks found.</summary>
/// <param name="Machine">Where it ran.</param>
/// <param name="Seed">Seed of the data.</param>
/// <param name="Results">One for each benchmark.</param>
/// <param name="Surveys">One for each survey.</param>
public sealed record BenchmarkReport(
    MachineFacts Machine, int Seed, IReadOnlyList<BenchmarkResult> Results, IReadOnlyList<SurveyResult> Surveys)
{
    /// <summary>Whether some benchmark's two sides did not come to the same.</summary>
    public bool HasFault => Results.Any(static result => result.Fault is not null);
}

/// <summary>What one benchmark found.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Comparison">What is compared with what.</param>
/// <param name="TargetRatio">Ratio aimed at.</param>
public sealed record BenchmarkResult(string Name, string Comparison, double TargetRatio)
{
    /// <summary>Why it was not measured, or null.</summary>
    public string? Skipped { get; init; }

    /// <summary>How the two sides differ, or null; then no figure counts.</summary>
    public string? Fault { get; init; }

    /// <summary>Size of the data; null when skipped.</summary>
    public BenchmarkData? Data { get; init; }

    /// <summary>What both sides came to, such as token totals.</summary>
    public string? Outcome { get; init; }

    /// <summary>Our runs, in order.</summary>
    public IReadOnlyList<Measurement> Ours { get; init; } = [];

    /// <summary>The reference's runs, in order; each followed one of ours.</summary>
    public IReadOnlyList<Measurement> Reference { get; init; } = [];

    /// <summary>Our best time.</summary>
    public double? OursSeconds => Best(Ours, static run => run.WallSeconds);

    /// <summary>The reference's best time.</summary>
    public double? ReferenceSeconds => Best(Reference, static run => run.WallSeconds);

    /// <summary>Our least processor time.</summary>
    public double? OursCpuSeconds => Best(Ours, static run => run.CpuSeconds);

    /// <summary>The reference's least processor time.</summary>
    public double? ReferenceCpuSeconds => Best(Reference, static run => run.CpuSeconds);

    /// <summary>Time of the reference over our time: above 1 we are faster. Null when not measured.</summary>
    public double? Ratio => ReferenceSeconds / OursSeconds;

    /// <summary>The same for processor time, which other programs on the machine disturb less.</summary>
    public double? CpuRatio => ReferenceCpuSeconds / OursCpuSeconds;

    /// <summary>Whether the target is reached; null when not measured.</summary>
    public bool? IsReached => Ratio is { } ratio ? ratio >= TargetRatio : null;

    private static double? Best(IReadOnlyList<Measurement> runs, Func<Measurement, double> figure) =>
        runs.Count == 0 ? null : runs.Min(figure);
}
