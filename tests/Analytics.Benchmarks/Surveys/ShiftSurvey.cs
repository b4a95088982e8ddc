using Analytics.Benchmarks.Statistics;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Surveys;

/// <summary>Recall and false alarms of the detection of reasoning shifts.</summary>
internal sealed class ShiftSurvey : ISurvey
{
    /// <inheritdoc/>
    public string Name => "reasoning-shifts";

    /// <inheritdoc/>
    public string Question => "shifts of reasoning by 1.5 to 5 found within three days, and alarms on series that did not shift";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var project = SqlProject.Load(context.Options.SqlDirectory);
        using var session = EngineSession.Open(context.Engine with { AllowedDirectories = [context.Folder, project.Root] });
        var verdict = await ShiftDetection.MeasureAsync(session, project, (int)context.Rows(1_000_000, 1_000), cancellation);
        return
        [
            new("recall", 100 * verdict.Recall, "% of shifts", 95, null),
            new("recall of shifts by 1.5", 100 * verdict.RecallOfHalfMore, "% of shifts", null, null),
            new("false alarms", verdict.FalseAlarmsPerSeriesYear, "per series and year", null, 1),
        ];
    }
}
