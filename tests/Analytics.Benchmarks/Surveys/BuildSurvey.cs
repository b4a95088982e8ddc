using System.Globalization;
using Analytics.Benchmarks.Measuring;

namespace Analytics.Benchmarks.Surveys;

/// <summary>All models and checks over a committed lake of sixty days, the memory that takes, and which models take the time.</summary>
internal sealed class BuildSurvey : ISurvey
{
    private const long DefaultRequests = 20_000_000;
    private const int Days = 60;
    private const double RequestsPerSecond = 500_000;
    private const double Gibibytes = 8;

    /// <inheritdoc/>
    public string Name => "build";

    /// <inheritdoc/>
    public string Question => "all models and checks of a lake of 60 days: requests per second, memory, and where the time goes";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var perDay = context.Rows(DefaultRequests, Days);
        var history = new RequestHistory(context, perDay);
        await history.ExtendAsync(Days, cancellation);
        await history.Pipeline.IngestAsync(new ModelWatch(), cancellation);

        var watch = new ModelWatch();
        var (run, _) = await Measurement.TakeAsync(
            async stop => (await history.Pipeline.BuildAsync(watch, stop)).ExitCode.ToString(), cancellation);
        var requests = perDay * Days;
        return
        [
            new Finding(
                string.Create(CultureInfo.InvariantCulture, $"{requests:#,0} requests"),
                requests / run.WallSeconds, "requests/s", RequestsPerSecond, null)
            {
                ByCpu = requests / run.CpuSeconds,
            },
            new Finding("greatest memory of the process", PeakGibibytes(), "GiB", null, Gibibytes),
            .. watch.Dearest(run),
        ];
    }

    private static double PeakGibibytes()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / (double)(1L << 30);
    }
}
