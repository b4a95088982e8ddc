using System.Globalization;
using Analytics.Benchmarks.Generation;
using Analytics.Engine;
using Analytics.Pipeline;

namespace Analytics.Benchmarks.Ingest;

/// <summary>Log ingest from the file to the committed lake, against nothing but DuckDB turning the same files into Parquet.</summary>
/// <param name="kind">Kind of the source.</param>
/// <param name="lines">Its lines.</param>
internal sealed class IngestBenchmark(string kind, ILogLines lines) : IBenchmark
{
    // A day's log of a busy gateway, and one commit each.
    private const long FileBytes = 256L << 20;

    /// <inheritdoc/>
    public string Name => $"ingest-{kind}";

    /// <inheritdoc/>
    public string Comparison => "ingest (guard, reader, Parquet, ledger) vs DuckDB's COPY (FROM read_json) TO parquet";

    /// <inheritdoc/>
    public double TargetRatio => 0.8;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var folder = context.CreateFolder("logs");
        var data = Generate(folder, context.Options, cancellation);

        // The shipped prices come into every new root, once for all logs that will ever follow: they are read before.
        var roots = new Queue<DataRoot>();
        for (var round = 0; round < context.Options.Rounds; round++)
        {
            var (pipeline, root) = context.OpenPipeline([]);
            await pipeline.IngestAsync(new Progress<PipelineEvent>(), cancellation);
            roots.Enqueue(root);
        }

        var target = Path.Combine(context.Folder, "reference.parquet");
        return new PreparedBenchmark(
            data,
            stop => OursAsync(context, roots.Dequeue(), folder, data, stop),
            stop => ReferenceAsync(context, folder, target, data, stop))
        {
            Discard = () => context.Files.DeleteFile(target),
        };
    }

    private BenchmarkData Generate(string folder, BenchmarkOptions options, CancellationToken cancellation)
    {
        var bytesWanted = (long)options.Megabytes << 20;
        var drawing = new Drawing(options.Seed);
        var (files, rows, bytes) = (0, 0L, 0L);
        while (bytes < bytesWanted)
        {
            cancellation.ThrowIfCancellationRequested();
            var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"log-{files++:0000}.jsonl"));
            using var file = new LineFile(path);
            while (file.Bytes < FileBytes && bytes + file.Bytes < bytesWanted)
            {
                lines.Add(file, rows + file.Lines, drawing);
            }

            rows += file.Lines;
            bytes += file.Bytes;
        }

        return new BenchmarkData(files, rows, bytes);
    }

    private async Task<string> OursAsync(
        BenchmarkContext context, DataRoot root, string folder, BenchmarkData data, CancellationToken cancellation)
    {
        var pipeline = context.OpenPipeline(root, new() { [kind] = new() { Kind = kind, Path = folder } });
        var ingest = (await pipeline.IngestAsync(new Progress<PipelineEvent>(), cancellation)).Ingest!.Report;
        return ingest.RowsQuarantined == 0 && ingest.Refused.Count == 0
            ? Outcome(data)
            : $"{ingest.RowsQuarantined} rows in quarantine, {ingest.Refused.Count} files refused";
    }

    private static async Task<string> ReferenceAsync(
        BenchmarkContext context, string folder, string target, BenchmarkData data, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(context.Engine);
        await session.ExecuteAsync(
            $"copy (from read_json({SqlText.Literal(folder + "/*.jsonl")}, format = 'newline_delimited')) "
            + $"to {SqlText.Literal(target)} (format parquet)",
            cancellation);
        return Outcome(data);
    }

    private static string Outcome(BenchmarkData data) => $"{data.Rows} lines read";
}
