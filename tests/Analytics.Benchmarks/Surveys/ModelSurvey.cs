using Analytics.Pipeline;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Surveys;

/// <summary>
/// How fast every model builds, as requests of the lake over its time: those that read requests, and those that stand on
/// aggregates of days. A model is charged with what is made for it within the build, also where models share that, unless it
/// is made of prices alone, which costs the same for any number of requests. What else does not grow with requests, such as
/// the draws of an interval, is told apart by building a quarter of them too.
/// </summary>
internal sealed class ModelSurvey : ISurvey
{
    private const string RawRequests = "raw_requests";
    private const long DefaultRequests = 2_000_000;
    private const int FewerRequests = 4;
    private const int Days = 31;
    private const double RequestsPerSecondFromRequests = 500_000;
    private const double RequestsPerSecondFromDays = 5_000_000;

    /// <inheritdoc/>
    public string Name => "models";

    /// <inheritdoc/>
    public string Question => "requests per second of each model: 500,000 where it reads requests, 5,000,000 over aggregates";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var requests = context.Rows(DefaultRequests, 1);
        var project = SqlProject.Load(context.Options.SqlDirectory);
        var few = await MeasureAsync(context, requests / FewerRequests, cancellation);
        var all = await MeasureAsync(context, requests, cancellation);
        return
        [
            new Finding($"all models, {Days} days", requests, "requests", null, null),
            .. Findings(project, few, all, requests),
        ];
    }

    private static async Task<Dictionary<string, ModelTime>> MeasureAsync(
        BenchmarkContext context, long requests, CancellationToken cancellation)
    {
        var history = new RequestHistory(context, Math.Max(1, requests / Days));
        await history.ExtendAsync(Days, cancellation);
        await history.Pipeline.IngestAsync(new Progress<PipelineEvent>(), cancellation);
        var watch = new ModelWatch();
        await history.Pipeline.BuildAsync(watch, cancellation);
        return watch.Stop();
    }

    private static List<Finding> Findings(
        SqlProject project, Dictionary<string, ModelTime> few, Dictionary<string, ModelTime> all, long requests)
    {
        var findings = new List<Finding>();
        foreach (var model in project.Models.Where(model => all.ContainsKey(model.Name)))
        {
            if (model.IsByDay || project.Marts.Contains(model))
            {
                var parts = BuildModels(project, model).Append(model).Select(static part => part.Name).ToList();
                var (time, fewer) = (Sum(all, parts), Sum(few, parts));
                var target = ReadsRequests(project, model) ? RequestsPerSecondFromRequests : RequestsPerSecondFromDays;
                var grown = time.CpuSeconds - fewer.CpuSeconds;
                findings.Add(new Finding(model.Name, requests / time.WallSeconds, "requests/s", target, null)
                {
                    ByCpu = requests / time.CpuSeconds,
                    ByMoreCpu = grown > 0 ? (requests - (requests / FewerRequests)) / grown : null,
                });
            }
        }

        return findings;
    }

    private static ModelTime Sum(Dictionary<string, ModelTime> times, IEnumerable<string> models) =>
        models.Select(name => times.GetValueOrDefault(name)).Aggregate(static (sum, part) => sum + part);

    /// <summary>What is made of requests or days within the build for a model, directly or through views.</summary>
    private static IReadOnlyCollection<SqlModel> BuildModels(SqlProject project, SqlModel model) =>
    [
        .. Reached(project, model, static input => !input.IsByDay)
            .Where(input => input.Keeping == Keeping.Build
                && Reached(project, input, static _ => true).Append(input)
                    .Any(static reached => reached.IsByDay || reached.Inputs.Contains(RawRequests))),
    ];

    /// <summary>Whether a model by day reads single requests, directly or through views.</summary>
    private static bool ReadsRequests(SqlProject project, SqlModel model) => model.IsByDay
        && Reached(project, model, static input => !input.IsByDay).Append(model)
            .SelectMany(static reached => reached.Inputs)
            .Any(input => input == RawRequests || project.Find(input)?.Keeping == Keeping.ParquetByDay);

    private static HashSet<SqlModel> Reached(SqlProject project, SqlModel model, Func<SqlModel, bool> isPassed)
    {
        var reached = new HashSet<SqlModel>();
        var open = new Stack<SqlModel>([model]);
        while (open.TryPop(out var next))
        {
            foreach (var input in next.Inputs.Select(project.Find).OfType<SqlModel>().Where(isPassed))
            {
                if (reached.Add(input))
                {
                    open.Push(input);
                }
            }
        }

        return reached;
    }
}
