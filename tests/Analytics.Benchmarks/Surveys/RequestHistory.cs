using System.Globalization;
using Analytics.Benchmarks.Generation;
using Analytics.Domain;
using Analytics.Pipeline;
using Analytics.Sources;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Surveys;

/// <summary>A data root that days of requests are added to.</summary>
internal sealed class RequestHistory
{
    private readonly BenchmarkContext context;
    private readonly RequestFiles requests;
    private int days;

    /// <summary>An empty root.</summary>
    /// <param name="context">What the survey works with.</param>
    /// <param name="requestsPerDay">Requests of each day.</param>
    public RequestHistory(BenchmarkContext context, long requestsPerDay)
    {
        this.context = context;
        requests = new RequestFiles(context.CreateFolder(Named("requests", requestsPerDay)), requestsPerDay, context.Options.Seed);
        var root = new DataRoot(context.CreateFolder(Named("data", requestsPerDay)));
        var options = new PipelineOptions
        {
            DataDirectory = root.Path,
            Sources = new Dictionary<string, SourceSettings> { ["requests"] = requests.Source },
            Stability = new StabilityOptions { QuietSeconds = 0 },
        };
        Pipeline = new AnalyticsPipeline(
            root, SqlProject.Load(context.Options.SqlDirectory), options, context.Files, context.Time);
    }

    /// <summary>The pipeline over the root.</summary>
    public AnalyticsPipeline Pipeline { get; }

    /// <summary>Writes files of the next days, which nothing has read yet, until there are so many.</summary>
    public async Task ExtendAsync(int untilDays, CancellationToken cancellation)
    {
        await requests.WriteAsync(context.Engine, days, untilDays - days, cancellation);
        days = untilDays;
    }

    private static string Named(string folder, long requestsPerDay) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder}-{requestsPerDay}");
}
