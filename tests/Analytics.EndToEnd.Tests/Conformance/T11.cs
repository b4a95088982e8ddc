namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A meter without a price is unpriced, not free and not the price of another provider.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T11(ConformanceRun run)
{
    private const string Day = "2026-06-11";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t11", "t11-model", "uncached_input", 3);
        pack.Price("t11", "t11-model", "visible_output", 15);
        pack.Add(
            "t11-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t11-a", $"{Day}T10:00:00Z", "t11", "t11-model", new() { Input = 1_000, Output = 100 }),
            LogLines.Gateway(
                "t11-b", $"{Day}T10:00:01Z", "t11", "t11-model", new() { Input = 1_500, CacheRead = 500, Output = 100 }));
    }

    [Fact]
    public void Mart_Day_CostsOnlyWhatIsPriced()
    {
        Assert.Equal(0.0045m, run.CostOf(Day));
        Assert.Equal(1, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
        Assert.Equal(2_100, run.Day<long>(Day, "sum(unpriced_tokens)::bigint"));
    }

    [Fact]
    [Survives(23)]
    public void Mart_UnpricedUsage_NamesTheMeterAndTheCoverage()
    {
        const string Rows = "from mart_unpriced_usage where provider = 't11'";
        Assert.Equal("cache_read missing_meter_price", run.Value<string>($"select meter || ' ' || unpriced_reason {Rows}"));
        Assert.Equal(500, run.Value<long>($"select quantity {Rows}"));
        Assert.Equal(2_700.0 / 3_200, run.Value<double>($"select coverage_token_share {Rows}"), 12);
    }
}
