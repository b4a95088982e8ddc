using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>What trying again cost, and what a solved task costs by the model that was asked.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleRetriesTest(SampleRun run)
{
    private readonly JsonElement _storm = run.Truth.GetProperty("planted").GetProperty("retry_storm");

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
        Value<decimal>("select sum(cost_usd) from mart_daily_costs"), Value<decimal>("select sum(cost_usd) from mart_retry_overhead"));

    private DateTimeOffset Time(string name) => _storm.GetProperty(name).GetDateTimeOffset();

    private T? Value<T>(string sql) => run.Workspace.Scalar<T>(sql);
}
