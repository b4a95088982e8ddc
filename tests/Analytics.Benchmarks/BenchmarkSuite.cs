using Analytics.Benchmarks.Arrow;
using Analytics.Benchmarks.ClaudeCode;
using Analytics.Benchmarks.Ingest;
using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Peers;
using Analytics.Benchmarks.Readers;
using Analytics.Benchmarks.Service;
using Analytics.Benchmarks.Serving;
using Analytics.Benchmarks.Surveys;
using Analytics.Domain;

namespace Analytics.Benchmarks;

/// <summary>All benchmarks, and how they are run.</summary>
/// <param name="options">What is measured.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock of the commits.</param>
public sealed class BenchmarkSuite(BenchmarkOptions options, IFileOps files, TimeProvider time)
{
    private static readonly IReadOnlyList<IBenchmark> All =
    [

        // A thousand requests in a minute and a half: a gigabyte is about a day.
        new IngestBenchmark("litellm", new LiteLlmLines(TimeSpan.FromMilliseconds(90))),
        new IngestBenchmark("otel-genai", new OtelLines()),
        new ClaudeCodeBenchmark(),
        new ClaudeCodeRefreshBenchmark(),
        new ArrowBenchmark(),
        new ClickHouseBenchmark(),
        new ServingSweepBenchmark(),
    ];

    private static readonly IReadOnlyList<ISurvey> AllSurveys =
    [
        new ModelSurvey(), new BuildSurvey(), new RefreshSurvey(), new ReaderSurvey(), new ShiftSurvey(), new IntervalSurvey(),
        new ReceiverSurvey(), new ApiSurvey(),
    ];

    /// <summary>Names of the benchmarks.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static benchmark => benchmark.Name)];

    /// <summary>Names of the surveys, which compare with a promise instead of another program.</summary>
    public static IReadOnlyList<string> SurveyNames { get; } = [.. AllSurveys.Select(static survey => survey.Name)];

    /// <summary>Runs them one after the other.</summary>
    /// <param name="progress">Told what is under way.</param>
    /// <param name="cancellation">Stops; temporary data is removed all the same.</param>
    public async Task<BenchmarkReport> RunAsync(IProgress<string> progress, CancellationToken cancellation)
    {
        var machine = await MachineFacts.ReadAsync(cancellation);
        var folder = options.KeepDirectory is { } kept
            ? Directory.CreateDirectory(kept).FullName
            : Directory.CreateTempSubdirectory("analytics-bench-").FullName;
        try
        {
            var results = new List<BenchmarkResult>();
            foreach (var benchmark in All.Where(benchmark => IsWanted(benchmark.Name)))
            {
                results.Add(await InFolderAsync(
                    folder, benchmark.Name, progress, context => RunAsync(benchmark, context, cancellation)));
            }

            var surveys = new List<SurveyResult>();
            foreach (var survey in AllSurveys.Where(survey => IsWanted(survey.Name)))
            {
                progress.Report($"{survey.Name}: {survey.Question}");
                surveys.Add(new SurveyResult(survey.Name, survey.Question, await InFolderAsync(
                    folder, survey.Name, progress, context => survey.RunAsync(context, cancellation))));
            }

            return new BenchmarkReport(machine, options.Seed, results, surveys);
        }
        finally
        {
            if (options.KeepDirectory is null)
            {
                files.DeleteDirectory(folder);
            }
        }
    }

    private bool IsWanted(string name) => options.Only is null || name == options.Only;

    private async Task<T> InFolderAsync<T>(
        string folder, string name, IProgress<string> progress, Func<BenchmarkContext, Task<T>> body)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var result = await body(new BenchmarkContext(options, own, files, time, progress));
        if (options.KeepDirectory is null)
        {
            files.DeleteDirectory(own);
        }

        return result;
    }

    private async Task<BenchmarkResult> RunAsync(
        IBenchmark benchmark, BenchmarkContext context, CancellationToken cancellation)
    {
        var result = new BenchmarkResult(benchmark.Name, benchmark.Comparison, benchmark.TargetRatio);
        context.Progress.Report($"{benchmark.Name}: preparing the data");
        PreparedBenchmark prepared;
        try
        {
            prepared = await benchmark.PrepareAsync(context, cancellation);
        }
        catch (BenchmarkSkippedException skipped)
        {
            return result with { Skipped = skipped.Message };
        }

        var (ours, reference) = (new List<Measurement>(), new List<Measurement>());
        var outcome = "";
        string? fault = null;
        for (var round = 1; round <= options.Rounds; round++)
        {
            // In turn, so that whatever else the machine does hits both sides.
            context.Progress.Report($"{benchmark.Name}: round {round} of {options.Rounds}");
            outcome = await AddAsync(ours, prepared.Ours, prepared.Discard, cancellation);
            var expected = await AddAsync(reference, prepared.Reference, prepared.Discard, cancellation);
            fault ??= outcome == expected ? null : $"The two sides differ: {outcome} / {expected}.";
        }

        return result with
        {
            Data = prepared.Data,
            Ours = ours,
            Reference = reference,
            Outcome = outcome,
            Fault = fault,
        };
    }

    private static async Task<string> AddAsync(
        List<Measurement> runs,
        Func<CancellationToken, Task<string>> side,
        Action discard,
        CancellationToken cancellation)
    {
        var (run, outcome) = await Measurement.TakeAsync(side, cancellation);
        runs.Add(run);
        discard();
        return outcome;
    }
}
