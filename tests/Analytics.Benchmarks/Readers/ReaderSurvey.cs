using System.Globalization;
using Analytics.Benchmarks.Measuring;
using Analytics.Benchmarks.Surveys;
using Analytics.Engine;
using Analytics.Pipeline;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Readers;

/// <summary>
/// How fast each kind of source is read, next to DuckDB that only turns the same file into Parquet. The records are those
/// of the shipped sample, or else of the readers' own tests, as far as a reader takes them.
/// </summary>
internal sealed class ReaderSurvey : ISurvey
{
    // Below it the opening of sessions and the ledger's commits are most of the time.
    private const int LargestFileMebibytes = 64;
    private const int FewerBytes = 8;
    private const double LeastShareOfRawSpeed = 0.4;

    // Read from Parquet as well: a bill and a log.
    private static readonly string[] AlsoAsParquet = ["focus", "litellm"];

    /// <inheritdoc/>
    public string Name => "readers";

    /// <inheritdoc/>
    public string Question => "speed of reading one file (guard, SHA-256, reader, Parquet, ledger), DuckDB's COPY of it to Parquet = 1";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Finding>> RunAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var kind in SqlProject.Load(context.Options.SqlDirectory).Readers
            .Select(SeededKind.OfSample)
            .Where(kind => kind.Seeds.Count > 0 && (context.Options.Kind is null || kind.Name == context.Options.Kind)))
        {
            var seeds = await TakenSeedsAsync(context, kind, cancellation);
            foreach (var isPacked in AlsoAsParquet.Contains(kind.Name) ? new[] { false, true } : [false])
            {
                var finding = await CompareAsync(context, kind, seeds, isPacked, cancellation);
                context.Progress.Report(string.Create(
                    CultureInfo.InvariantCulture, $"{finding.Subject}: {finding.Value:0.00} {finding.Unit}"));
                findings.Add(finding);
            }
        }

        return findings;
    }

    // A small file beside the large one tells what takes as long for any: the sessions, the binding of the reader, the
    // commit.
    private static async Task<Finding> CompareAsync(
        BenchmarkContext context, SeededKind kind, IReadOnlyList<string> seeds, bool isPacked, CancellationToken cancellation)
    {
        var bytes = (long)Math.Min(context.Options.Megabytes, LargestFileMebibytes) << 20;
        var few = await MeasureAsync(context, kind, seeds, bytes / FewerBytes, isPacked, cancellation);
        var all = await MeasureAsync(context, kind, seeds, bytes, isPacked, cancellation);
        return new Finding(
            $"{kind.Name}{(isPacked ? " as Parquet" : "")}: {all.Outcome}",
            all.Raw.WallSeconds / all.Ours.WallSeconds,
            "of raw speed",
            LeastShareOfRawSpeed,
            null)
        {
            ByCpu = all.Raw.CpuSeconds / all.Ours.CpuSeconds,
            ByMoreCpu = (all.Raw.CpuSeconds - few.Raw.CpuSeconds) / (all.Ours.CpuSeconds - few.Ours.CpuSeconds),
        };
    }

    private static async Task<ReaderTime> MeasureAsync(
        BenchmarkContext context,
        SeededKind kind,
        IReadOnlyList<string> seeds,
        long bytes,
        bool isPacked,
        CancellationToken cancellation)
    {
        var path = Path.Combine(context.Folder, $"{kind.Name}.{kind.Extension}");
        SeededFile.Write(path, kind, seeds, bytes);
        if (isPacked)
        {
            var packed = Path.ChangeExtension(path, ".parquet");
            await CopyAsync(context, path, packed, cancellation);
            context.Files.DeleteFile(path);
            path = packed;
        }

        var time = await MeasureAsync(context, kind.Name, path, cancellation);
        context.Files.DeleteFile(path);
        return time;
    }

    // Without those that the reader refuses: a file of refusals is no measure of reading.
    private static async Task<IReadOnlyList<string>> TakenSeedsAsync(
        BenchmarkContext context, SeededKind kind, CancellationToken cancellation)
    {
        var path = Path.Combine(context.Folder, $"seeds.{kind.Extension}");
        await File.WriteAllTextAsync(path, kind.Header + string.Join("\n", kind.Seeds) + "\n", cancellation);
        var refused = await context.WithPipelineAsync(kind.Name, path, async (pipeline, root) =>
        {
            await pipeline.IngestAsync(new Progress<PipelineEvent>(), cancellation);
            var quarantine = Path.Combine(root.Lake, "quarantine");
            if (!Directory.Exists(quarantine))
            {
                return [];
            }

            using var session = EngineSession.Open(context.Engine);
            return await session.QueryAsync<long>(
                $"select distinct line_no from read_parquet({SqlText.Literal(quarantine + "/**/*.parquet")})", null, cancellation);
        });
        context.Files.DeleteFile(path);
        var firstRecordNo = kind.IsCsv ? 2 : 1;
        var taken = kind.Seeds.Where((_, place) => !refused.Contains(place + firstRecordNo)).ToList();
        return taken.Count > 0 ? taken : kind.Seeds;
    }

    private static async Task<ReaderTime> MeasureAsync(
        BenchmarkContext context, string kind, string path, CancellationToken cancellation)
    {
        var (ours, raw) = (new List<Measurement>(), new List<Measurement>());
        var outcome = "";
        for (var round = 0; round < context.Options.Rounds; round++)
        {
            // In turn, so that whatever else the machine does hits both sides. The shipped prices, which come into every new
            // root, are read before.
            (var run, outcome) = await context.WithPipelineAsync(kind, path, async (pipeline, root) =>
            {
                await context.OpenPipeline(root, []).IngestAsync(new Progress<PipelineEvent>(), cancellation);
                return await Measurement.TakeAsync(stop => IngestAsync(pipeline, stop), cancellation);
            });
            ours.Add(run);
            (run, _) = await Measurement.TakeAsync(stop => CopyAsync(context, path, path + ".raw", stop), cancellation);
            raw.Add(run);
        }

        context.Files.DeleteFile(path + ".raw");
        return new ReaderTime(Best(ours), Best(raw), outcome);
    }

    private static Measurement Best(IReadOnlyList<Measurement> runs) =>
        new(runs.Min(static run => run.WallSeconds), runs.Min(static run => run.CpuSeconds));

    private static async Task<string> IngestAsync(AnalyticsPipeline pipeline, CancellationToken cancellation)
    {
        var report = (await pipeline.IngestAsync(new Progress<PipelineEvent>(), cancellation)).Ingest!.Report;
        return report.Refused is [var refused, ..]
            ? refused.Reason
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.RowsAccepted} rows, {report.RowsDuplicate} repeats, {report.RowsQuarantined} refused");
    }

    private static async Task<string> CopyAsync(
        BenchmarkContext context, string path, string target, CancellationToken cancellation)
    {
        var file = SqlText.Literal(path);
        var largest = string.Create(CultureInfo.InvariantCulture, $"maximum_object_size = {new FileInfo(path).Length + 1}");
        var raw = Path.GetExtension(path) switch
        {
            ".csv" => $"read_csv({file}, header = true, delim = ',', quote = '\"', escape = '\"', all_varchar = true)",
            ".jsonl" => $"read_json({file}, format = 'newline_delimited')",
            ".json" => $"read_json({file}, {largest})",
            ".parquet" => $"read_parquet({file})",
            _ => $"read_text({file})",
        };
        using var session = EngineSession.Open(context.Engine);
        await session.ExecuteAsync($"copy (from {raw}) to {SqlText.Literal(target)} (format parquet)", cancellation);
        return target;
    }

    /// <summary>The two sides over one file, and what ours came to.</summary>
    private sealed record ReaderTime(Measurement Ours, Measurement Raw, string Outcome);
}
