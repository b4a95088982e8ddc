using Analytics.Benchmarks.Statistics;
using Analytics.Engine;
using Xunit.Abstractions;

namespace Analytics.Sql.Tests;

/// <summary>Holds the 95 % intervals of concentration to within 3 points of their coverage, on a fixed seed.</summary>
public sealed class IntervalCoverageTests(ITestOutputHelper output)
{
    private const int Months = 200;

    /// <summary>Two standard deviations of what 200 months come to, beyond the three points.</summary>
    private const double Chance = 0.03;

    [Fact]
    public async Task Intervals_OfSimulatedCustomers_HoldTheMedianAsOftenAsTheySay()
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Repository.Project.Root] });
        var coverages = await IntervalCoverage.MeasureAsync(
            session, Repository.Project, [new(true, 1.5, 50), new(false, 1.5, 50)], Months, CancellationToken.None);
        foreach (var coverage in coverages)
        {
            output.WriteLine($"{coverage.Scenario} {coverage.Statistic} {coverage.HeldShare:P1}");
        }

        Assert.Equal(10, coverages.Count);
        Assert.All(coverages, static coverage => Assert.InRange(coverage.HeldShare, 0.92 - Chance, 0.98 + Chance));
        Assert.All(
            coverages.GroupBy(static coverage => coverage.Scenario),
            static scenario => Assert.InRange(scenario.Average(static coverage => coverage.HeldShare), 0.92, 0.98));
    }
}
