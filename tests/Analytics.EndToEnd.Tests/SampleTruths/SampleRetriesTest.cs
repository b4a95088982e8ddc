using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>What trying again cost, and what a solved task costs by the model that was asked.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleRetriesTest(SampleRun run)
{
    private readonly JsonElement _storm = run.Truth.GetProperty("planted").GetProperty("retry_storm");

    private JsonElement Arbitrage => run.Truth.GetProperty("planted").GetProperty("cheap_model_dear_task");

    private string Storm => $"""
        mart_retry_overhead
        where llm_model = '{_storm.GetProperty("llm_model").GetString()}'
        and feature = '{_storm.GetProperty("feature").GetString()}'
        and error_type <> '(none)' and chain_kind = 'declared'
        """;

    [Fact]
    public void RetryStorm_OperationsAttemptsAndCosts_AreAsPlanted()
    {
        Assert.Equal(
            (_storm.GetProperty("operations").GetInt64(), _storm.GetProperty("operations").GetInt64(),
                _storm.GetProperty("attempts").GetInt64(), _storm.GetProperty("failed_attempts").GetInt64(), 0L),
            run.Workspace.Query<(long, long, long, long, long)>(
                $"""
                select
                    sum(operations)::bigint,
                    sum(resolved_operations)::bigint,
                    sum(attempts)::bigint,
                    sum(failed_attempts)::bigint,
                    sum(unlogged_attempts)::bigint,
                from {Storm}
                """).Single());
        Assert.Equal(SampleRun.Number(_storm.GetProperty("list_cost_usd")), Value<decimal>($"select sum(cost_usd) from {Storm}"));
        Assert.Equal(
            SampleRun.Number(_storm.GetProperty("failed_cost_usd")), Value<decimal>($"select sum(wasted_cost_usd) from {Storm}"));
        Assert.Equal(
            (double)SampleRun.Number(_storm.GetProperty("attempts_per_operation")),
            Value<double>($"select sum(attempts) / sum(operations) from {Storm}"),
            1e-9);
    }

    [Fact]
    public void RetryStorm_Window_IsTheOnlyDegradedOne() => Assert.Equal(
        [(_storm.GetProperty("llm_model").GetString()!, 2L, Time("from"), Time("to"))],
        run.Workspace.Query<(string, long, DateTimeOffset, DateTimeOffset)>(
            """
            select distinct llm_model, degraded_hours, degraded_from_at, degraded_to_at
            from mart_retry_overhead
            where degraded_hours > 0
            """));

    [Fact]
    public void Attempts_OfAllDays_CostWhatTheDaysCost() => Assert.Equal(
        
        Value<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"),
        Value<decimal>("select sum(cost_usd) from mart_retry_overhead"));

    [Fact]
    public void ResolvedCosts_ByRoute_AreAsPlanted()
    {
        foreach (var route in Arbitrage.GetProperty("routes").EnumerateArray())
        {
            var model = route.GetProperty("llm_model").GetString();
            Assert.Equal(
                (route.GetProperty("tasks").GetInt64(), route.GetProperty("resolved_tasks").GetInt64(),
                    route.GetProperty("requests").GetInt64(), SampleRun.Number(route.GetProperty("human_minutes")),
                    SampleRun.Number(route.GetProperty("list_cost_usd"))),
                run.Workspace.Query<(long, long, long, decimal, decimal)>(
                    $"""
                    select
                        sum(tasks)::bigint,
                        sum(resolved_tasks)::bigint,
                        sum(requests)::bigint,
                        sum(human_minutes)::decimal(18, 6),
                        sum(model_cost_usd)::decimal(28, 12),
                    from {ResolvedCosts(model!)}
                    """).Single());
            Assert.Equal(
                (double)SampleRun.Number(route.GetProperty("cost_per_resolved_task_usd")),
                Value<double>(
                    $"""
                    select sum(model_cost_per_resolved_usd * judged_resolved_tasks) / sum(judged_resolved_tasks)
                    from {ResolvedCosts(model!)}
                    """),
                1e-9);
        }
    }

    [Fact]
    public void Arbitrage_CheapModel_IsDearerPerResolvedTask()
    {
        var cheap = Arbitrage.GetProperty("cheaper_per_call").GetString()!;
        var strong = Arbitrage.GetProperty("cheaper_per_resolved_task").GetString()!;

        Assert.Equal(
            [(cheap, strong, strong, true)],
            run.Workspace.Query<(string, string, string, bool)>(
                $"""
                select distinct cheap_route, strong_route, cheaper_route, confidence_share > 0.99
                from mart_model_arbitrage
                where feature = '{Arbitrage.GetProperty("feature").GetString()}'
                """));
        Assert.True(Value<bool>(
            $"""
            select strong.model_cost_per_resolved_high_usd < cheap.model_cost_per_resolved_low_usd
            from mart_resolved_costs as cheap
            inner join mart_resolved_costs as strong using (month_date, feature)
            where month_date = date '2026-09-01' and cheap.route = '{cheap}' and strong.route = '{strong}'
            """));
    }

    private string ResolvedCosts(string route) =>
        $"mart_resolved_costs where feature = '{Arbitrage.GetProperty("feature").GetString()}' and route = '{route}'";

    private DateTimeOffset Time(string name) => _storm.GetProperty(name).GetDateTimeOffset();

    private T? Value<T>(string sql) => run.Workspace.Scalar<T>(sql);
}
