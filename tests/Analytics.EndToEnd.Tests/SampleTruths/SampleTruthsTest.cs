using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The marts find what was planted in the sample, amounts to the picodollar.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleTruthsTest(SampleRun run)
{
    private const string ListCosts = "mart_daily_costs where cost_basis = 'list'";

    private static readonly string[] Meters =
        ["uncached_input", "cache_read", "cache_write_5m", "cache_write_1h", "visible_output", "reasoning"];

    private readonly JsonElement _truth = run.Truth;

    [Fact]
    public void Requests_ByProviderAndDay_AreThoseOfTheCompany()
    {
        var planted = _truth.GetProperty("requests").GetProperty("by_provider_and_day").EnumerateObject()
            .SelectMany(static provider => provider.Value.EnumerateObject().Select(day =>
                (Key: $"{provider.Name} {day.Name}", Requests: day.Value.GetDecimal())))
            .ToDictionary(static pair => pair.Key, static pair => pair.Requests, StringComparer.Ordinal);

        Assert.Equal(planted, run.Sums("provider || ' ' || event_date", "sum(requests)::decimal(18)", ListCosts));
        Assert.Equal(
            _truth.GetProperty("requests").GetProperty("unattributed").GetInt64(),
            Value<long>("select sum(requests)::bigint from mart_daily_costs where cost_basis = 'list' and customer_id = '(unattributed)'"));
    }

    [Fact]
    public void Requests_SeenByGatewayAndService_CountOnce() => Assert.Equal(
        _truth.GetProperty("requests").GetProperty("seen_by_gateway_and_service").GetInt64(),
        Value<long>(
            """
            select count(*) from priced_requests where source in ('sample-gateway', 'sample-service') and sightings = 2
            """));

    [Fact]
    public void Tokens_ByProviderAndMeter_AreExact()
    {
        var planted = _truth.GetProperty("tokens").GetProperty("by_provider");
        foreach (var meter in Meters)
        {
            Assert.Equal(
                planted.EnumerateObject().ToDictionary(
                    static provider => provider.Name, provider => provider.Value.GetProperty(meter).GetDecimal()),
                run.Sums("provider", $"coalesce(sum({meter}_tokens), 0)::decimal(18)", ListCosts));
        }
    }

    [Theory]
    [InlineData("provider", "by_provider_usd")]
    [InlineData("llm_model", "by_llm_model_usd")]
    [InlineData("if(feature = '(not reported)', '', feature)", "by_feature_usd")]
    [InlineData("strftime(event_date, '%Y-%m')", "by_month_usd")]
    public void Cost_ByDimension_IsExact(string name, string truth) => Assert.Equal(
        SampleRun.Planted(_truth.GetProperty("list_cost").GetProperty(truth)),
        run.Sums(name, "sum(cost_usd)", $"{ListCosts} and cost_usd is not null"));

    [Fact]
    public void Cost_ByCustomerAndMonth_IsExact()
    {
        var planted = _truth.GetProperty("list_cost").GetProperty("by_customer").EnumerateArray()
            .SelectMany(static customer => SampleRun.Planted(customer.GetProperty("by_month_usd")).Select(month =>
                (Key: $"{customer.GetProperty("customer_id").GetString()} {month.Key}", month.Value)))
            .Where(static pair => pair.Value != 0)
            .ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);

        Assert.Equal(planted, run.Sums(
            "customer_id || ' ' || strftime(month_date, '%Y-%m')",
            "sum(cost_usd)",
            "mart_customer_costs where cost_basis = 'list' and cost_usd > 0 and customer_id <> '(unattributed)'"));
        Assert.Equal(
            SampleRun.Number(_truth.GetProperty("list_cost").GetProperty("unattributed_usd")),
            Value<decimal>("select sum(cost_usd) from mart_customer_costs where cost_basis = 'list' and customer_id = '(unattributed)'"));
    }

    [Fact]
    public void Customers_ByLoss_BeginWithTheOneUnderwater()
    {
        var planted = _truth.GetProperty("planted").GetProperty("underwater_customer");
        var first = run.Workspace.Query<(string Customer, string Plan, decimal Revenue, decimal Cost, string Driver, bool Under)>(
            $"""
            select customer_id, plan_id, revenue_usd, cost_usd, main_driver, is_underwater
            from mart_customer_costs
            where month_date = date '{planted.GetProperty("month").GetString()}-01' and loss_rank = 1 and cost_basis = 'list'
            """).Single();

        Assert.Equal(planted.GetProperty("customer_id").GetString(), first.Customer);
        Assert.Equal(planted.GetProperty("plan_id").GetString(), first.Plan);
        Assert.Equal(SampleRun.Number(planted.GetProperty("revenue_usd")), first.Revenue);
        Assert.Equal(SampleRun.Number(planted.GetProperty("list_cost_usd")), first.Cost);
        Assert.Equal(planted.GetProperty("main_driver_meter").GetString(), first.Driver);
        Assert.True(first.Under);
    }

    [Fact]
    public void Usage_WithoutPrice_IsNamedWithItsTokens()
    {
        var planted = _truth.GetProperty("unpriced");
        var tokens = planted.GetProperty("tokens");
        Assert.Equal(
            Meters.Where(meter => tokens.GetProperty(meter).GetInt64() > 0)
                .ToDictionary(static meter => meter, meter => tokens.GetProperty(meter).GetDecimal()),
            run.Sums(
                "meter",
                "sum(quantity)::decimal(18)",
                $"""
                mart_unpriced_usage where llm_model = '{planted.GetProperty("llm_model").GetString()}'
                and unpriced_reason = 'unknown_model' and quantity > 0
                """));
        Assert.Equal(
            planted.GetProperty("requests").GetInt64(),
            Value<long>("select sum(unpriced_requests)::bigint from mart_daily_costs where cost_basis = 'list'"));
    }

    [Fact]
    public void DamagedFile_Rows_AreAcceptedQuarantinedOrRepeatedAsPlanted()
    {
        var planted = _truth.GetProperty("damaged_file");
        var damage = planted.GetProperty("quarantined_by_damage");
        Assert.Equal(
            (planted.GetProperty("accepted").GetInt64(), planted.GetProperty("exact_duplicates").GetInt64(),
                planted.GetProperty("quarantined").GetInt64()),
            run.Workspace.Query<(long, long, long)>(
                """
                select rows_accepted, rows_duplicate, rows_quarantined from lake_files where path like '%spend-logs-damaged.jsonl'
                """).Single());
        Assert.Equal(
            new Dictionary<string, decimal>
            {
                ["negative_counter"] = Count("negative_counter"),
                ["fractional_counter"] = Count("fractional_counter"),
                ["not_a_counter"] = Count("text_counter"),
                ["no_model"] = Count("no_model"),
                ["invalid_json"] = Count("invalid_json"),
                ["too_deep"] = Count("too_deep"),
                ["bad_utf8"] = Count("invalid_utf8"),
                ["nul_byte"] = Count("nul_byte"),
            },
            run.Sums("reason", "count(*)::decimal(18)", "quarantine where source = 'sample-gateway'"));
        Assert.Equal(
            planted.GetProperty("quarantined").GetInt64(),
            Value<long>("select sum(rows_quarantined)::bigint from mart_data_quality where source = 'sample-gateway'"));

        decimal Count(string reason) => damage.GetProperty(reason).GetDecimal();
    }

    [Fact]
    public void GatewayId_HandedOver_CountsForItsOwnerOfTheDay()
    {
        var planted = _truth.GetProperty("gateway_id_handover");
        Assert.Equal(
            0,
            Value<long>(
                $"""
                select count(*) from priced_requests
                where customer_id = '{planted.GetProperty("from_customer_id").GetString()}'
                and event_date >= date '{planted.GetProperty("first_day_of_new_owner").GetString()}'
                """));
    }

    [Fact]
    public void GatewaysOwnCost_BesideOurs_DiffersWhereItIgnoresLongContexts()
    {
        var planted = _truth.GetProperty("reported_cost");
        Assert.Equal(
            planted.GetProperty("rows_that_differ").GetInt64(),
            Value<long>(
                """
                select round(sum(cost_beyond_tolerance_share * cost_reported_requests))::bigint
                from mart_data_quality where source = 'sample-gateway'
                """));
        Assert.Equal(
            SampleRun.Number(planted.GetProperty("difference_usd")),
            Value<decimal>("select sum(cost_difference_usd) from mart_data_quality where source = 'sample-gateway'"));
    }

    private T? Value<T>(string sql) => run.Workspace.Scalar<T>(sql);
}
