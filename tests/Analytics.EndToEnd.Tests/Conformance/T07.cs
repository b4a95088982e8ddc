namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Reasoning has its own rate where one is published, and that of the output only where the book says so.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T07(ConformanceRun run)
{
    private const string Day = "2026-04-08";

    internal static void Plant(ConformancePack pack)
    {
        foreach (var model in new[] { "t07-own", "t07-output", "t07-none" })
        {
            pack.Price("t07", model, "uncached_input", 1);
            pack.Price("t07", model, "visible_output", 3);
        }

        pack.Price("t07", "t07-own", "reasoning", 8);
        pack.Price("t07", "t07-output", "reasoning", 3);
        pack.Add("t07-answers", "openai-responses", "a.jsonl", Answer("t07-own"), Answer("t07-output"), Answer("t07-none"));
    }

    [Theory]
    [InlineData("t07-own", 11)]
    [InlineData("t07-output", 6)]
    [InlineData("t07-none", null)]
    public void Cost_OfReasoning_IsThatOfItsRate(string model, int? usd) => Assert.Equal(
        usd * 1_000_000_000_000L,
        run.Value<long?>($"select list_cost_picousd from priced_requests where llm_model = '{model}'"));

    [Fact]
    public void Mart_Day_AddsUpWhatIsPriced() => Assert.Equal(17m, run.CostOf(Day));

    private static string Answer(string model) =>
        $$$"""
        {"provider":"t07","id":"{{{model}}}","created_at":"{{{Day}}}T10:00:00Z","model":"{{{model}}}","usage":{"input_tokens":0,"output_tokens":2000000,"output_tokens_details":{"reasoning_tokens":1000000},"total_tokens":2000000}}
        """;
}
