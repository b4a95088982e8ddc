namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Cache tokens are counted once: neither within the input nor beside it a second time.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T01(ConformanceRun run)
{
    private const string Day = "2026-04-02";
    private static readonly TokenUse Use = new() { Input = 3, CacheRead = 0, CacheWrite5m = 12_304, Output = 550 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add("t01-agent", "claude-code", "a.jsonl", LogLines.Claude("t01-a", $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use));
        pack.Add(
            "t01-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t01-b", $"{Day}T11:00:00Z", "anthropic", "claude-sonnet-4-5", Use));
    }

    [Theory]
    [InlineData("t01-agent")]
    [InlineData("t01-gateway")]
    public void Cost_CacheWriteInEitherConvention_IsExact(string source) => Assert.Equal(
        54_399_000_000, run.Value<long>($"select list_cost_picousd from priced_requests where source = '{source}'"));

    [Fact]
    public void Mart_Day_IsTheSumOfBoth()
    {
        Assert.Equal(0.108798m, run.CostOf(Day));
        Assert.Equal(0.09228m, run.Day<decimal>(Day, "sum(cache_write_5m_cost_usd)"));
        Assert.Equal(6, run.Day<long>(Day, "sum(uncached_input_tokens)::bigint"));
    }
}
