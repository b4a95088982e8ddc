namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A region's uplift scales every token meter once, and no fee per call.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T19(ConformanceRun run)
{
    private static readonly TokenUse Use = new()
    {
        Input = 1_000_000, CacheRead = 1_000_000, CacheWrite5m = 1_000_000, CacheWrite1h = 1_000_000, Output = 1_000_000,
    };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add(
            "t19-agent", "claude-code", "a.jsonl",
            Line("t19-global", "not_available"),
            Line("t19-us", "us"));
        pack.AddText(
            "t19-prices", "price-book", "bedrock_prices.csv",
            """
            provider,llm_model,meter,region_class,pricing_unit,price_usd,valid_from,price_source
            aws-bedrock,t19-model,uncached_input,global,1000000 Tokens,5.00,2020-01-01,conformance
            aws-bedrock,t19-model,uncached_input,us-east-1,1000000 Tokens,5.50,2020-01-01,conformance
            """);
    }

    /// <summary>Opus 4.8 at 5, 0.5, 6.25, 10 and 25 USD per million, times 1.1 in the US.</summary>
    [Theory]
    [InlineData("t19-global", 46.75)]
    [InlineData("t19-us", 51.425)]
    public void Cost_Geo_ScalesEveryMeterOnce(string id, decimal usd) => Assert.Equal(
        usd * 1_000_000_000_000m,
        run.Value<long>($"select list_cost_picousd from priced_requests where request_id = '{id}'"));

    [Fact]
    public void Cost_Geo_EveryMeterIsElevenTenths() => Assert.Equal(
        [true],
        run.Rows<bool>(
            """
            select distinct
                us.uncached_input_cost_picousd * 10 = base.uncached_input_cost_picousd * 11
                and us.cache_read_cost_picousd * 10 = base.cache_read_cost_picousd * 11
                and us.cache_write_5m_cost_picousd * 10 = base.cache_write_5m_cost_picousd * 11
                and us.cache_write_1h_cost_picousd * 10 = base.cache_write_1h_cost_picousd * 11
                and us.visible_output_cost_picousd * 10 = base.visible_output_cost_picousd * 11
            from priced_requests as us
            cross join priced_requests as base
            where us.request_id = 't19-us' and base.request_id = 't19-global'
            """));

    [Fact]
    public void Book_RegionWithAPriceOfItsOwn_IsTakenAsPublished() => Assert.Equal(
        [5_000_000L, 5_500_000L],
        run.Rows<long>("select price_picousd_per_unit from mart_unit_prices where llm_model = 't19-model' order by 1"));

    private static string Line(string id, string geo) =>
        LogLines.Claude(id, "2026-05-29T10:00:00Z", "claude-opus-4-8", Use, tier: "standard", geo: geo);
}
