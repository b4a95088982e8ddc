namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Lists that disagree are shown with both rows and their age; the call costs what one of them says, no average.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T43(ConformanceRun run)
{
    private const string Day = "2026-05-14";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t43", "t43-model", "uncached_input", 4);
        pack.AddText(
            "t43-litellm", "litellm-prices", "2026-01-01/litellm.json",
            """
            {"t43-model": {"litellm_provider": "t43", "input_cost_per_token": 2e-06},
             "t43-listed": {"litellm_provider": "t43", "input_cost_per_token": 6e-06}}
            """);
        pack.AddText(
            "t43-genai", "genai-prices", "2026-03-01/genai-prices.json",
            """
            [{"id": "t43", "models": [{"id": "t43-listed", "prices": {"input_mtok": 8}},
              {"id": "t43-model", "prices": {"input_mtok": 4}}]}]
            """);
        pack.AddText(
            "t43-history", "litellm-price-changes", "price_changes.csv",
            """
            first_seen_date,commit,litellm_provider,model,field,old_usd_per_token,new_usd_per_token
            2024-05-13,c1,t43,t43-model,input_cost_per_token,,5e-06
            2024-10-02,c2,t43,t43-model,input_cost_per_token,5e-06,4e-06
            """);
        pack.Add(
            "t43-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t43-own", $"{Day}T10:00:00Z", "t43", "t43-model", new() { Input = 1_000_000 }),
            LogLines.Gateway("t43-list", $"{Day}T10:00:00Z", "t43", "t43-listed", new() { Input = 1_000_000 }));
    }

    [Theory]
    [InlineData("t43-own", 4)]
    [InlineData("t43-list", 6)]
    public void Cost_ListsDisagree_OneOfThemHolds(string id, decimal usd) => Assert.Equal(
        usd * 1_000_000_000_000m,
        run.Value<long>($"select list_cost_picousd from priced_requests where request_id = '{id}'"));

    [Fact]
    public void Disagreements_OfTheListsOnHand_AreThosePlanted()
    {
        var rows = run.Rows<(string Model, string ListA, string ListB, long PriceA, long PriceB, string From)>(
            """
            select
                llm_model, price_list_a, price_list_b, price_picousd_a, price_picousd_b,
                strftime(differs_from, '%Y-%m-%d')
            from mart_price_disagreements where provider = 't43' order by llm_model, price_list_a, price_list_b
            """);

        Assert.Equal(
            [
                ("t43-listed", "litellm", "genai-prices", 6_000_000, 8_000_000, "2026-03-01"),
                ("t43-model", "litellm", "genai-prices", 2_000_000, 4_000_000, "2026-03-01"),
                ("t43-model", "litellm", "litellm-history", 2_000_000, 4_000_000, "2026-01-01"),
                ("t43-model", "own book", "litellm", 4_000_000, 2_000_000, "2026-01-01"),
            ],
            rows);
    }

    [Fact]
    public void Disagreements_Age_CountsFromTheDayTheListWasKnown() => Assert.Equal(
        run.Value<long>(
            """
            select max(age_days_b) - max(age_days_a) from mart_price_disagreements
            where llm_model = 't43-listed' and price_list_a = 'litellm'
            """),
        new DateOnly(2026, 1, 1).DayNumber - new DateOnly(2026, 3, 1).DayNumber);
}
