using Analytics.Benchmarks.Statistics;
using Analytics.Engine;
using Xunit.Abstractions;

namespace Analytics.Sql.Tests;

/// <summary>Holds the level-shift detection of <c>int_reasoning_alarms</c> to its promise on 1,000 synthetic series.</summary>
public sealed class ReasoningShiftTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Alarms_OnSyntheticSeries_FindShiftsWithinThreeDaysAndSeldomElse()
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Repository.Project.Root] });
        var verdict = await ShiftDetection.MeasureAsync(session, Repository.Project, 1_000, CancellationToken.None);
        output.WriteLine(verdict.ToString());
        Assert.True(verdict.Recall >= 0.95, $"Found {verdict.Recall} of the shifts within three days, expected 0.95.");
        Assert.True(
            verdict.FalseAlarmsPerSeriesYear <= 1,
            $"Found {verdict.FalseAlarmsPerSeriesYear} false alarms per series and year, expected at most 1.");
    }
}
