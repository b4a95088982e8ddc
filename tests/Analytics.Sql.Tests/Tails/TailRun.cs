using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests.Tails;

/// <summary>The tail models on requests given as models and amounts, all of one customer.</summary>
internal sealed class TailRun : IDisposable
{
    private readonly EngineSession session;

    private TailRun(EngineSession session) => this.session = session;

    /// <param name="laws">Statement that makes the table <c>laws</c> of llm_model and value.</param>
    /// <param name="folders">Folders that it reads.</param>
    public static TailRun Of(string laws, params string[] folders) => OnDays(laws, "date '2026-01-05'", folders);

    /// <param name="laws">The same.</param>
    /// <param name="day">Expression over its columns for the day of the request.</param>
    /// <param name="folders">Folders that it reads.</param>
    public static TailRun OnDays(string laws, string day, params string[] folders)
    {
        var project = Repository.Project;
        var session = EngineSession.Open(
            new EngineOptions { Threads = 1, AllowedDirectories = [Repository.SqlRoot, .. folders] });
        session.Execute(
            $"""
            {SessionObjects.SeedsAndMacros(project)}
            {laws};
            create temp table int_request_measures as
            select
                null::varchar as dedupe_key,
                llm_model,
                'customer' as customer_id,
                'tokens' as measure,
                value,
                value as tokens,
                {day} as event_date,
                {day} as reporting_date,
            from laws
            where value > 0;
            """);
        foreach (var model in project.Models.Where(IsTail))
        {
            session.Execute($"create temp table {model.Name} as\n{model.Query}\n;");
        }

        return new TailRun(session);
    }

    public async Task<Dictionary<string, Risk>> RisksAsync() =>
        (await session.QueryAsync<Risk>(
            """
            select
                llm_model as LlmModel, tail_family as TailFamily, hill_index_1_percent as HillIndex1Percent,
                gini as Gini, top_1_percent_share as Top1PercentShare, cvar_99_ratio as Cvar99Ratio, alpha as Alpha,
                floor_value as FloorValue, tail_requests as TailRequests, bootstrap_p as BootstrapP,
                lognormal_z as LognormalZ, lognormal_p as LognormalP,
            from mart_tail_risk
            where measure = 'tokens'
            """,
            null,
            CancellationToken.None)).ToDictionary(static risk => risk.LlmModel);

    /// <summary>p of the bootstrap in each month.</summary>
    public Task<IReadOnlyList<double>> BootstrapsAsync() => session.QueryAsync<double>(
        "select bootstrap_p from mart_tail_risk where measure = 'tokens' and llm_model = '(all)' order by month_date",
        null,
        CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private static bool IsTail(SqlModel model) =>
        model.Name is "int_request_tails_by_day" or "int_largest_requests_by_day"
            or "int_customer_tails_by_day" or "mart_tail_risk"
        || (model.Name.StartsWith("int_tail_", StringComparison.Ordinal) && model.Name != "int_tail_indexes");

    internal sealed record Risk
    {
        public string LlmModel { get; init; } = "";

        public string? TailFamily { get; init; }

        public double? HillIndex1Percent { get; init; }

        public double? Gini { get; init; }

        public double? Top1PercentShare { get; init; }

        public double? Cvar99Ratio { get; init; }

        public double? Alpha { get; init; }

        public double? FloorValue { get; init; }

        public long? TailRequests { get; init; }

        public double? BootstrapP { get; init; }

        public double? LognormalZ { get; init; }

        public double? LognormalP { get; init; }
    }
}
