namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Fees per call are counted and priced beside the tokens, and neither tier nor batch discounts them.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T22(ConformanceRun run)
{
    private const string Day = "2026-04-23";

    internal static void Plant(ConformancePack pack)
    {
        pack.Add("t22-gateway", "litellm", "a.jsonl", Line("t22-live", null), Line("t22-batch", "batch"));
        pack.AddText(
            "t22-caches", "cache-storage", "cache_storage.csv",
            $"""
            cache_id,provider,llm_model,cached_tokens,stored_from,stored_to
            t22-cache,google,gemini-3.1-pro-preview,2000000,{Day}T22:30:00Z,2026-04-24T00:30:00Z
            """);
    }

    /// <summary>Three searches at 10 USD per thousand; 200,000 tokens at 3 USD per million, or half of it as batch.</summary>
    [Theory]
    [InlineData("t22-live", 0.60)]
    [InlineData("t22-batch", 0.30)]
    public void Cost_WebSearches_AreAFeeBesideTheTokens(string id, decimal tokensUsd)
    {
        var row = run.Rows<(long Fee, long Tokens, long Cost)>(
            $"""
            select web_search_cost_picousd, uncached_input_cost_picousd, list_cost_picousd
            from priced_requests where request_id = '{id}'
            """).Single();

        Assert.Equal(30_000_000_000, row.Fee);
        Assert.Equal(tokensUsd * 1_000_000_000_000m, row.Tokens);
        Assert.Equal(row.Fee + row.Tokens, row.Cost);
    }

    [Fact]
    public void Mart_Day_KeepsFeesApart()
    {
        Assert.Equal(6, run.Day<long>(Day, "sum(web_searches)::bigint"));
        Assert.Equal(0.06m, run.Day<decimal>(Day, "sum(web_search_cost_usd)"));
        Assert.Equal(0.96m, run.CostOf(Day));
    }

    /// <summary>Two million tokens for an hour and a half and for half an hour, at 4.50 USD per million and hour.</summary>
    [Fact]
    public void Storage_TokensTimesHours_IsAFeeLineByDay() => Assert.Equal(
        [(Day, 3_000_000m, 13.5m), ("2026-04-24", 1_000_000m, 4.5m)],
        run.Rows<(string, decimal, decimal)>(
            """
            select strftime(event_date, '%Y-%m-%d'), token_hours, cost_usd from mart_cache_storage
            where provider = 'google' order by event_date
            """));

    private static string Line(string id, string? tier) => LogLines.Gateway(
        id, $"{Day}T10:00:00Z", "anthropic", "claude-sonnet-4-5", new() { Input = 200_000 }, tier, searches: 3);
}
