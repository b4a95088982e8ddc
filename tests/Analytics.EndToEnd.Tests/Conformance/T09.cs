namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>One-hour writes have their own rate; an unknown lifetime gives an interval, not a default.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T09(ConformanceRun run)
{
    private const string Day = "2026-04-10";
    private static readonly TokenUse Use = new() { CacheWrite1h = 344_139 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add("t09-agent", "claude-code", "a.jsonl", LogLines.Claude("t09-a", $"{Day}T10:00:00Z", "claude-opus-4-5", Use));
        pack.Add("t09-spans", "otel-genai", "a.jsonl", LogLines.Trace(
            LogLines.Span("09a", "1", null, $"{Day}T11:00:00Z", "anthropic", "claude-opus-4-5", Use)));
    }

    [Fact]
    public void Mart_OneHourWrites_CostTheirOwnRate()
    {
        Assert.Equal(3.44139m, run.CostOf(Day));
        Assert.Equal(3.44139m, run.Day<decimal>(Day, "sum(cache_write_1h_cost_usd)"));
        Assert.Equal(1, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
    }

    [Fact]
    public void Mart_UnknownLifetime_LiesBetweenBothRates()
    {
        const string Rows =
            "from mart_unpriced_usage where llm_model = 'claude-opus-4-5' and unpriced_reason = 'unknown_cache_ttl'";
        Assert.Equal(2.15086875m, run.Value<decimal>($"select expected_cost_lower_usd {Rows}"));
        Assert.Equal(3.44139m, run.Value<decimal>($"select expected_cost_upper_usd {Rows}"));
    }
}
