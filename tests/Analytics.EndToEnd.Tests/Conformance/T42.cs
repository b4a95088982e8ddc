namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>What a reseller charges is his price: the vendor's is not taken, and what he paid upstream is not added.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T42(ConformanceRun run)
{
    private const string Day = "2026-05-13";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("openrouter", "t42/model", "uncached_input", 4);
        pack.Price("t42", "model", "uncached_input", 3);
        pack.Add(
            "t42-gateway", "litellm", "a.jsonl",
            LogLines.Gateway(
                "t42-a", $"{Day}T10:00:00Z", "openrouter", "t42/model", new() { Input = 1_000_000 },
                spend: 4m, upstreamCost: 2.9m),
            LogLines.Gateway(
                "t42-b", $"{Day}T10:00:01Z", "openrouter", "anthropic/claude-sonnet-4-5", new() { Input = 1_000_000 },
                spend: 0.15m, upstreamCost: 3m));
    }

    [Fact]
    public void Cost_Reseller_IsHisPriceAndHisCharge()
    {
        var row = run.Rows<(long Cost, long Reported)>(
            "select list_cost_picousd, reported_cost_picousd from priced_requests where request_id = 't42-a'").Single();

        Assert.Equal((4_000_000_000_000, 4_000_000_000_000), row);
    }

    /// <summary>The reseller's model has no price of its own here; Anthropic's is not the reseller's.</summary>
    [Fact]
    public void Cost_ResellersModelWithoutAPrice_IsUnknown()
    {
        const string Where = "from priced_requests where request_id = 't42-b'";
        Assert.Equal("unknown_model", run.Value<string>($"select unpriced_reason {Where}"));
        Assert.Equal(150_000_000_000, run.Value<long>($"select reported_cost_picousd {Where}"));
        Assert.Equal(4m, run.CostOf(Day));
    }

    /// <summary>Compared are the calls that have a price of ours.</summary>
    [Fact]
    public void Quality_ReportedCost_IsTheChargeAlone() => Assert.Equal(
        4m, run.Value<decimal>("select sum(reported_cost_usd) from mart_data_quality where source = 't42-gateway'"));
}
