using Analytics.Benchmarks.Statistics;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Surveys;

/// <summary>Coverage of the intervals of concentration.</summary>
internal sealed class IntervalSurvey : ISurvey
{
    private static readonly CoverageScenario[] Scenarios =
    [
        new(true, 1.2, 50), new(true, 1.6, 100), new(true, 2.5, 50), new(false, 0.7, 50), new(false, 1.5, 100), new(false, 2.5, 50),
    ];

    /// <inheritdoc/>
    public string Name => "intervals";

    /// <inheritdoc/>
    public string Question => "how often 95 % intervals of shares and Gini hold the truth on simulated customers";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var project = SqlProject.Load(context.Options.SqlDirectory);
        using var session = EngineSession.Open(context.Engine with { AllowedDirectories = [context.Folder, project.Root] });
        var coverages = await IntervalCoverage.MeasureAsync(
            session, project, Scenarios, (int)context.Rows(500_000, 1_000), cancellation);
        return
        [
            .. coverages.Select(static coverage => new Finding(
                $"{coverage.Scenario} {coverage.Statistic}", 100 * coverage.HeldShare, "% of months", 92, 98)),
        ];
    }
}
