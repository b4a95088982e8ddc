namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>More cached tokens than input is no credit: the row goes to quarantine and the totals stay.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T04(ConformanceRun run)
{
    private const string Day = "2026-04-05";
    private static readonly TokenUse Good = new() { Input = 1_000, CacheRead = 0 };
    private static readonly TokenUse Bad = new() { Input = -50, CacheRead = 150 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add(
            "t04-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t04-a", $"{Day}T10:00:00Z", "openai", "gpt-4o", Good),
            LogLines.Gateway("t04-b", $"{Day}T10:00:01Z", "openai", "gpt-4o", Bad));
        pack.Add("t04-spans", "otel-genai", "a.jsonl", LogLines.Trace(
            LogLines.Span("04a", "1", null, $"{Day}T11:00:00Z", "openai", "gpt-4o", Good),
            LogLines.Span("04b", "1", null, $"{Day}T11:00:01Z", "openai", "gpt-4o", Bad)));
    }

    [Theory]
    [InlineData("t04-gateway")]
    [InlineData("t04-spans")]
    public void Quarantine_NegativeFreshInput_HoldsTheRowWithItsReason(string source)
    {
        Assert.Equal("inconsistent_counters", run.Value<string>($"select reason from quarantine where source = '{source}'"));
        Assert.Equal(
            "inconsistent_counters=1",
            run.Value<string>(
                $"select quarantine_reasons from mart_data_quality where source = '{source}' and rows_quarantined = 1"));
    }

    [Fact]
    public void Mart_Day_HoldsTheGoodRowsOnly()
    {
        Assert.Equal(0.005m, run.CostOf(Day));
        Assert.Equal(2_000, run.Day<long>(Day, "sum(total_tokens)::bigint"));
        Assert.Equal(0, run.Day<long>(Day, "count(*) filter (cost_usd < 0 or uncached_input_tokens < 0)"));
    }
}
