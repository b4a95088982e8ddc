namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A model without a price costs an unknown amount, which shows, and not nothing.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T39(ConformanceRun run)
{
    private const string Day = "2026-07-09";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t39", "t39-known", "uncached_input", 2);
        pack.Add(
            "t39-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t39-a", $"{Day}T10:00:00Z", "t39", "t39-known", new() { Input = 1_000 }),
            LogLines.Gateway("t39-b", $"{Day}T10:00:01Z", "t39", "t39-mystery", new() { Input = 3_000 }));
    }

    [Fact]
    public void Mart_UnknownModel_HasNoCost()
    {
        var where = $"from mart_daily_costs where event_date = date '{Day}' and llm_model = 't39-mystery' and cost_basis = 'list'";
        Assert.Null(run.Value<decimal?>($"select cost_usd {where}"));
        Assert.Equal(1, run.Value<long>($"select unpriced_requests {where}"));
        Assert.Equal(3_000, run.Value<long>($"select unpriced_tokens {where}"));
        Assert.Equal(0.002m, run.CostOf(Day));
    }

    [Fact]
    public void Mart_UnpricedUsage_TellsTheCoverageByTokensAndByExpectedCost()
    {
        const string Rows = "from mart_unpriced_usage where llm_model = 't39-mystery'";
        Assert.Equal("unknown_model", run.Value<string>($"select unpriced_reason {Rows}"));
        Assert.Equal(0.006m, run.Value<decimal>($"select expected_cost_lower_usd {Rows}"));
        Assert.Equal(0.006m, run.Value<decimal>($"select expected_cost_upper_usd {Rows}"));
        Assert.Equal(0.25, run.Value<double>($"select coverage_token_share {Rows}"), 12);
        Assert.Equal(0.25, run.Value<double>($"select coverage_cost_low_share {Rows}"), 12);
    }
}
