namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Cache reads count for the threshold and pay the price of their band.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T13(ConformanceRun run)
{
    private const string Day = "2026-04-14";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t13", "t13-model", "uncached_input", 3);
        pack.Price("t13", "t13-model", "uncached_input", 6, "200000,>");
        pack.Price("t13", "t13-model", "cache_read", 0.3m);
        pack.Price("t13", "t13-model", "cache_read", 0.6m, "200000,>");
        pack.Add(
            "t13-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t13-a", $"{Day}T10:00:00Z", "t13", "t13-model", new() { Input = 10_000, CacheRead = 240_000 }));
    }

    [Fact]
    public void Mart_PromptMostlyRead_PaysTheUpperBand()
    {
        Assert.Equal(0.144m, run.Day<decimal>(Day, "sum(cache_read_cost_usd)"));
        Assert.Equal(0.06m, run.Day<decimal>(Day, "sum(uncached_input_cost_usd)"));
    }
}
