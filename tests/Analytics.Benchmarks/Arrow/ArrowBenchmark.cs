using System.Globalization;
using Analytics.Engine;

namespace Analytics.Benchmarks.Arrow;

/// <summary>An Arrow file against DuckDB's Parquet file of the same rows, which have the shape of priced requests.</summary>
internal sealed class ArrowBenchmark : IBenchmark
{
    private const long DefaultRows = 10_000_000;

    /// <inheritdoc/>
    public string Name => "arrow-write";

    /// <inheritdoc/>
    public string Comparison => "Arrow IPC file vs DuckDB's COPY TO parquet of the same table";

    /// <inheritdoc/>
    public double TargetRatio => 1.5;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var rows = context.Options.Rows ?? DefaultRows;
        var engine = context.Engine with { DatabasePath = Path.Combine(context.Folder, "rows.duckdb") };
        using (var session = EngineSession.Open(engine))
        {
            await session.ExecuteAsync(CreateRows(rows, context.Options.Seed), cancellation);
        }

        // A gigabyte that is still on its way to the disk takes as long to delete as a third of its writing.
        var target = Path.Combine(context.Folder, "written");
        return new PreparedBenchmark(
            new BenchmarkData(0, rows, 0),
            stop => OursAsync(engine, target, stop),
            stop => ReferenceAsync(engine, target, rows, stop))
        {
            Discard = () => context.Files.DeleteFile(target),
        };
    }

    // The hash of the row number and the seed stands for randomness.
    private static string CreateRows(long rows, int seed) => string.Create(CultureInfo.InvariantCulture, $"""
        create table benchmark_rows as
        select
            date '2026-09-01' + (row_no * 60 // {rows})::integer as event_date,
            'req_' || md5(drawn::varchar) as request_id,
            'cust-' || (drawn % 400) as customer_id,
            (['anthropic', 'openai', 'google'])[1 + drawn % 3] as provider,
            (['claude-sonnet-4-5', 'gpt-5.4', 'gemini-2.5-flash', 'claude-opus-4-5'])[1 + drawn % 4] as llm_model,
            if(drawn % 5 = 0, null, 'feature-' || (drawn % 23)) as feature,
            (drawn % 40000)::bigint as uncached_input_tokens,
            (drawn % 90001)::bigint as cache_read_tokens,
            if(drawn % 3 = 0, (drawn % 2003)::bigint, null) as cache_write_5m_tokens,
            (drawn % 3001)::bigint as visible_output_tokens,
            (drawn % 30011 * 1500000)::bigint as list_cost_picousd,
            ((drawn % 30011) / 1000000)::decimal(38, 12) as cost_usd,
            drawn % 7 = 0 as is_batch,
            timestamptz '2026-09-01 00:00:00+00' + to_milliseconds((row_no * 5184000000 // {rows})::bigint) as started_at
        from (select range as row_no, (hash(range + {seed}) >> 16)::bigint as drawn from range({rows}));
        """);

    private static async Task<string> OursAsync(
        EngineOptions engine, string target, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(engine);

        // As DuckDB opens it: a file that was truncated, even to nothing, is sent to the disk as it is closed.
        await using var stream = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
        return Outcome(await session.WriteArrowAsync(
            ArrowOutput.OfTable("benchmark_rows", stream, ArrowFormat.File), cancellation));
    }

    private static async Task<string> ReferenceAsync(
        EngineOptions engine, string target, long rows, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(engine);
        await session.ExecuteAsync($"copy benchmark_rows to {SqlText.Literal(target)} (format parquet)", cancellation);
        return Outcome(rows);
    }

    private static string Outcome(long rows) => $"{rows} rows written";
}
