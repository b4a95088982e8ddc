using System.Globalization;
using Analytics.Benchmarks.Generation;
using Analytics.Engine;

namespace Analytics.Benchmarks.Peers;

/// <summary>Aggregations over single requests, as the models do them, in DuckDB and in ClickHouse over the same Parquet.</summary>
internal sealed class ClickHouseBenchmark : IBenchmark
{
    private const long DefaultRequests = 5_000_000;
    private const int Days = 30;
    private const string Package = "chdb";
    private const string Version = "3.4.0";

    // Slower than half as fast again is what is not accepted.
    private const double OneAndAHalfTimesAsLong = 1 / 1.5;

    /// <summary>Each answers with one row of whole numbers, the same to the digit in both.</summary>
    private static readonly string[] Questions =
    [
        """
        select count(*), sum(requests), sum(input_sum), sum(output_sum) from (
            select substring(started_at, 1, 10) as event_date, provider, response_llm_model, feature, count(*) as requests,
                sum(input_tokens) as input_sum, sum(output_tokens) as output_sum
            from {requests} group by substring(started_at, 1, 10), provider, response_llm_model, feature) as days
        """,
        """
        select count(*), sum(requests), sum(most), sum(output_sum) from (
            select substring(started_at, 1, 10) as event_date, customer_ref, count(*) as requests, max(output_tokens) as most,
                sum(output_tokens) as output_sum
            from {requests} group by substring(started_at, 1, 10), customer_ref) as customers
        """,
        """
        select count(*), sum(requests), sum(failed), sum(output_sum) from (
            select operation_id, session_id, provider, response_llm_model, count(*) as requests,
                count(*) filter (where error_type is not null) as failed, min(started_at) as first_started_at,
                max(started_at) as last_started_at, sum(output_tokens) as output_sum
            from {requests} group by operation_id, session_id, provider, response_llm_model) as operations
        """,
        """
        select count(*), sum(requests), sum(tokens) from (
            select response_llm_model, floor(input_tokens / 50) as bucket, count(*) as requests, sum(input_tokens) as tokens
            from {requests} group by response_llm_model, floor(input_tokens / 50)) as buckets
        """,
        "select count(distinct session_id), count(distinct request_id), count(distinct customer_ref) from {requests}",
        """
        select count(*), sum(output_tokens) from (
            select output_tokens, row_number() over (partition by session_id order by started_at, request_id) as call_no
            from {requests}) as calls
        where call_no = 1
        """,
    ];

    // node -e keeps what follows the script as its arguments.
    private const string Script =
        """
        const [modules, ...questions] = process.argv.slice(1);
        const { query } = require(`${modules}/chdb`);
        process.stdout.write(questions.map(question => query(question, 'CSV').trim()).join(' / '));
        """;

    /// <inheritdoc/>
    public string Name => "clickhouse";

    /// <inheritdoc/>
    public string Comparison => $"aggregations of requests in DuckDB vs ClickHouse ({Package} {Version}, its start included)";

    /// <inheritdoc/>
    public double TargetRatio => OneAndAHalfTimesAsLong;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var package = await NodePackage.InstallAsync(Package, Version, cancellation);
        var perDay = context.Rows(DefaultRequests, Days);
        var folder = context.CreateFolder("requests");
        await new RequestFiles(folder, perDay, context.Options.Seed).WriteAsync(context.Engine, 0, Days, cancellation);
        var files = Path.Combine(folder, "*.parquet");
        return new PreparedBenchmark(
            new BenchmarkData(Days, perDay * Days, Directory.EnumerateFiles(folder).Sum(static file => new FileInfo(file).Length)),
            stop => OursAsync(context, files, stop),
            stop => ReferenceAsync(package, files, stop));
    }

    private static async Task<string> OursAsync(BenchmarkContext context, string files, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(context.Engine);
        var answers = new List<string>();
        foreach (var question in Questions)
        {
            await using var command = session.Connection.CreateCommand();
            command.CommandText = Over(question, $"read_parquet({SqlText.Literal(files)})");
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            await reader.ReadAsync(cancellation);
            answers.Add(string.Join(',', Enumerable.Range(0, reader.FieldCount).Select(column =>
                Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture))));
        }

        return string.Join(" / ", answers);
    }

    private static Task<string> ReferenceAsync(NodePackage package, string files, CancellationToken cancellation) =>
        NodePackage.RunAsync(
            ["-e", Script, package.Modules, .. Questions.Select(question => Over(question, $"file('{files}', 'Parquet')"))],
            new Dictionary<string, string>(),
            cancellation);

    private static string Over(string question, string requests) =>
        question.Replace("{requests}", requests, StringComparison.Ordinal);
}
