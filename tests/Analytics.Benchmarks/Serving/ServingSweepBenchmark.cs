using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Serving;

/// <summary>
/// The sweep over calls that decode together and the split of each step among them, as the models do it, against the
/// plain query of the resource-cost rules on the same calls. The plain query knows steps that wait for memory only, so
/// the deployments are such that all do; the models find that out step by step.
/// </summary>
internal sealed class ServingSweepBenchmark : IBenchmark
{
    private const long DefaultRows = 10_000_000;

    private const int Deployments = 20;

    /// <inheritdoc/>
    public string Name => "serving-sweep";

    /// <inheritdoc/>
    public string Comparison => "models of step costs vs the plain query of the rules, on overlapping calls of 20 deployments";

    /// <inheritdoc/>
    public double TargetRatio => 1 / 1.2;

    /// <inheritdoc/>
    public async Task<PreparedBenchmark> PrepareAsync(BenchmarkContext context, CancellationToken cancellation)
    {
        var rows = context.Options.Rows ?? DefaultRows;
        var project = SqlProject.Load(context.Options.SqlDirectory);
        var engine = context.Engine with { DatabasePath = Path.Combine(context.Folder, "calls.duckdb") };
        using (var session = EngineSession.Open(engine))
        {
            await session.ExecuteAsync(
                Macros(project)
                + ServingData.Estimates(Deployments)
                + $"create table int_servings as\n{QueryOf(project, "int_servings")};\n"
                + ServingData.Pieces(rows, Deployments, context.Options.Seed)
                + ServingData.ReferenceInputs,
                cancellation);
        }

        return new PreparedBenchmark(
            new BenchmarkData(0, rows, 0),
            stop => OutcomeAsync(engine, Macros(project) + Models(project), stop),
            stop => OutcomeAsync(engine, ServingData.ReferenceQuery, stop));
    }

    private static string Macros(SqlProject project) =>
        string.Concat(project.Macros.Select(static macro => $"{macro.CreateSql};\n"));

    private static string Models(SqlProject project) => $"""
        create temp table int_decode_segments as
        {QueryOf(project, "int_decode_segments")};
        create temp view int_decode_rates as
        {QueryOf(project, "int_decode_rates")};
        create temp table int_piece_shares as
        {QueryOf(project, "int_piece_shares")};
        create temp view costs as
        select
            shares.piece_no as id,
            shares.weights_us / 1000000 * rented.p_dol as cost_param,
            shares.kv_us / 1000000 * rented.p_dol as cost_kv,
        from int_piece_shares as shares
        inner join rented on shares.serving_no = rented.dep;
        """;

    private static string QueryOf(SqlProject project, string name) => project.Find(name)!.Query;

    // Sums, and sums weighted by the number of the call, so that the same total shared out otherwise shows.
    private static async Task<string> OutcomeAsync(EngineOptions engine, string sql, CancellationToken cancellation)
    {
        using var session = EngineSession.Open(engine);
        await session.ExecuteAsync(sql, cancellation);
        var sums = await session.QueryAsync<Sums>(
            """
            select
                sum(cost_param) as Weights,
                sum(cost_kv) as Contexts,
                sum(cost_param * (id % 97)) as WeightsByCall,
                sum(cost_kv * (id % 89)) as ContextsByCall,
            from costs
            """,
            null,
            cancellation);
        return sums[0].ToString();
    }

    private sealed record Sums
    {
        public double Weights { get; init; }

        public double Contexts { get; init; }

        public double WeightsByCall { get; init; }

        public double ContextsByCall { get; init; }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"weights {Weights:F3} USD, contexts {Contexts:F3} USD, by call {WeightsByCall:F1} and {ContextsByCall:F1}");
    }
}
