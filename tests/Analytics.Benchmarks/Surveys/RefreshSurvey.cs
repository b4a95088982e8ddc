using System.Globalization;
using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Surveys;

/// <summary>What one new day takes, from its file to the published generation, on top of more and more history.</summary>
internal sealed class RefreshSurvey : ISurvey
{
    private const long DefaultRequestsPerDay = 300_000;
    private const double MostOfShortest = 1.25;
    private static readonly int[] Histories = [7, 60, 365];

    /// <inheritdoc/>
    public string Name => "refresh";

    /// <inheritdoc/>
    public string Question => "one new day on top of 7, 60 and 365 days: the best of several, read, built and published";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var perDay = context.Rows(DefaultRequestsPerDay, 1);
        var history = new RequestHistory(context, perDay);
        var findings = new List<Finding>();
        IEnumerable<Finding> dearest = [];
        foreach (var days in Histories)
        {
            await history.ExtendAsync(days, cancellation);
            await history.Pipeline.RunAsync(new ModelWatch(), cancellation);
            (var best, dearest) = await BestAsync(context, history, days, cancellation);
            findings.Add(new Finding(
                string.Create(CultureInfo.InvariantCulture, $"{perDay:#,0} requests after {days} days"),
                best.WallSeconds, "s", null, findings.Count == 0 ? null : findings[0].Value * MostOfShortest));
        }

        findings.Add(new Finding(
            string.Create(CultureInfo.InvariantCulture, $"time after {Histories[^1]} days over that after {Histories[0]}"),
            findings[^1].Value / findings[0].Value, "times", null, MostOfShortest));
        return [.. findings, .. dearest];
    }

    private static async Task<(Measurement Best, IEnumerable<Finding> Dearest)> BestAsync(
        BenchmarkContext context, RequestHistory history, int days, CancellationToken cancellation)
    {
        var runs = new List<(Measurement Run, ModelWatch Watch)>();
        while (runs.Count < context.Options.Rounds)
        {
            await history.ExtendAsync(days + runs.Count + 1, cancellation);
            var watch = new ModelWatch();
            var (run, _) = await Measurement.TakeAsync(
                async stop => (await history.Pipeline.RunAsync(watch, stop)).ExitCode.ToString(), cancellation);

            // Or the rounds that follow would count for what came last in this one.
            watch.Stop();
            runs.Add((run, watch));
        }

        var best = runs.MinBy(static run => run.Run.WallSeconds);
        return (best.Run, best.Watch.Dearest(best.Run));
    }
}
