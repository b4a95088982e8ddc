using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The shipped scenarios and alert rules on the sample.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleForwardTest(SampleRun run)
{
    private readonly JsonElement _truth = run.Truth;

    private decimal Cost => SampleRun.Number(_truth.GetProperty("list_cost").GetProperty("total_usd"));

    [Fact]
    public void Scenarios_OnTheSample_AllStartFromItsCost() => Assert.All(
        run.Sums("scenario_id", "sum(cost_usd)", "mart_what_if"),
        scenario => Assert.Equal(Cost, scenario.Value));

    [Theory]
    [InlineData("traffic-doubles", 2)]
    [InlineData("prices-up-a-tenth", 1.1)]
    public void Scenario_OfOneFactor_MultipliesTheCost(string scenario, double factor) => Assert.Equal(
        Cost * (decimal)factor,
        run.Workspace.Scalar<decimal>($"select sum(scenario_cost_usd) from mart_what_if where scenario_id = '{scenario}'"),
        precision: 6);

    [Fact]
    public void Scenario_WithoutCaching_CostsWhatTheReplaySays() => Assert.Equal(
        -run.Workspace.Scalar<decimal>("select sum(saving_usd) from mart_cache_policies where policy = 'none'"),
        run.Workspace.Scalar<decimal>(
            "select sum(cost_change_usd) from mart_what_if where scenario_id = 'no-prompt-caching'"));

    /// <summary>Every table that looks forward or sells again starts from all requests.</summary>
    [Theory]
    [InlineData("mart_four_numbers where feature = '(all)'")]
    [InlineData("mart_plan_windows where window_kind = 'week'")]
    [InlineData("mart_plan_windows where window_kind = 'five hours'")]
    [InlineData("mart_batch_savings")]
    public void Requests_OfTheTable_AreThoseOfTheCompany(string from) => Assert.Equal(
        _truth.GetProperty("requests").GetProperty("total").GetInt64(),
        run.Workspace.Scalar<long>($"select sum(requests)::bigint from {from}"));

    [Fact]
    public void BatchRequests_OfTheCompany_AreCounted() => Assert.Equal(
        _truth.GetProperty("requests").GetProperty("batch").GetInt64(),
        run.Workspace.Scalar<long>("select sum(batch_requests)::bigint from mart_batch_savings"));

    [Fact]
    public void RetryRate_ByWeekModelAndFeature_IsHighestInTheStorm()
    {
        var storm = _truth.GetProperty("planted").GetProperty("retry_storm");
        var (model, feature, week) = run.Workspace.Query<(string Model, string Feature, DateOnly Week)>(
            """
            select llm_model, feature, week_date from mart_four_numbers
            where feature <> '(all)' order by retry_rate desc nulls last limit 1
            """).Single();

        Assert.Equal(storm.GetProperty("llm_model").GetString(), model);
        Assert.Equal(storm.GetProperty("feature").GetString(), feature);
        Assert.InRange(DateOnly.FromDateTime(storm.GetProperty("from").GetDateTime()).DayNumber - week.DayNumber, 0, 6);
    }

    [Fact]
    public void Alert_OnReasoningThatRunsAway_OpensOnThePlantedDay()
    {
        var planted = _truth.GetProperty("planted").GetProperty("reasoning_shift");
        Assert.Equal(
            [planted.GetProperty("start_day").GetString()!],
            run.Workspace.Query<string>(
                $"""
                select strftime(opened_at, '%Y-%m-%d') from mart_alerts
                where rule_id = 'reasoning-runs-away'
                and subject = 'provider={planted.GetProperty("provider").GetString()}'
                || ', llm_model={planted.GetProperty("llm_model").GetString()}'
                || ', feature={planted.GetProperty("feature").GetString()}'
                """));
    }

    [Fact]
    public void Alert_OnTheUnderwaterCustomer_OpensInItsMonth()
    {
        var planted = _truth.GetProperty("planted").GetProperty("underwater_customer");
        var alert = run.Workspace.Query<(DateTimeOffset OpenedAt, double Limit, DateTimeOffset? DeliveredAt)>(
            $"""
            select opened_at, limit_value, delivered_at from mart_alerts
            where rule_id = 'customer-underwater'
            and subject = 'customer_id={planted.GetProperty("customer_id").GetString()}'
            """).Single();

        Assert.True(alert.OpenedAt <= DateTimeOffset.Parse($"{planted.GetProperty("month").GetString()}-01T00:00:00Z",
            System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(-100, alert.Limit);
        Assert.Null(alert.DeliveredAt);
    }
}
