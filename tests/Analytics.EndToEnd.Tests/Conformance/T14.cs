namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Whether a prompt of exactly the threshold is above it is the provider's rule, not ours.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T14(ConformanceRun run)
{
    private const string Day = "2026-04-15";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t14", "t14-above", "uncached_input", 3);
        pack.Price("t14", "t14-above", "uncached_input", 6, "200000,>");
        pack.Price("t14", "t14-from", "uncached_input", 3);
        pack.Price("t14", "t14-from", "uncached_input", 6, "200000,>=");
        (string Provider, string Model, long Threshold)[] models =
        [
            ("t14", "t14-above", 200_000), ("t14", "t14-from", 200_000), ("anthropic", "claude-sonnet-4-5", 200_000),
            ("google", "gemini-2.5-pro", 200_000), ("openai", "gpt-5.4", 272_000),
        ];
        pack.Add("t14-gateway", "litellm", "a.jsonl", models.SelectMany(static model => Enumerable.Range(-1, 3).Select(
            step => LogLines.Gateway(
                $"t14-{model.Model}{step:+0;-0;+0}",
                $"{Day}T10:00:00Z",
                model.Provider,
                model.Model,
                new() { Input = model.Threshold + step }))));
    }

    [Theory]
    [InlineData("t14-above", 3_000_000, 3_000_000, 6_000_000)]
    [InlineData("t14-from", 3_000_000, 6_000_000, 6_000_000)]
    [InlineData("claude-sonnet-4-5", 3_000_000, 3_000_000, 6_000_000)]
    [InlineData("gemini-2.5-pro", 1_250_000, 1_250_000, 2_500_000)]
    [InlineData("gpt-5.4", 2_500_000, 2_500_000, 5_000_000)]
    public void Price_BelowAtAndAboveTheThreshold_IsThatOfTheBand(string model, long below, long at, long above)
    {
        var prices = run.Rows<long>(
            $"""
            select list_cost_picousd // prompt_tokens from priced_requests
            where source = 't14-gateway' and llm_model = '{model}' order by prompt_tokens
            """);

        Assert.Equal([below, at, above], prices);
    }

    [Fact]
    public void Mart_Day_AddsThemUp() => Assert.Equal(
        (3 * 199_999) + (3 * 200_000) + (6 * 200_001) + (3 * 199_999) + (6 * 200_000) + (6 * 200_001m),
        1_000_000 * run.Value<decimal>(
            $"select sum(cost_usd) from mart_daily_costs where event_date = date '{Day}' and provider = 't14' and cost_basis = 'list'"));
}
