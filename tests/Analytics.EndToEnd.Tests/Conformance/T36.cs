namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A fallback within one call is billed attempt by attempt, each at the model that made it.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T36(ConformanceRun run)
{
    private const string Day = "2026-08-04";

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t36-answers", "anthropic-messages", "a.jsonl",
        $$$"""
        {"timestamp":"{{{Day}}}T10:00:00Z","id":"t36-a","type":"message","model":"claude-sonnet-4-5","usage":{"input_tokens":35000,"output_tokens":140,"iterations":[{"type":"message","model":"claude-opus-4-5","input_tokens":150000,"output_tokens":60},{"type":"fallback_message","model":"claude-sonnet-4-5","input_tokens":35000,"output_tokens":140}]}}
        """);

    [Theory]
    [InlineData("claude-opus-4-5", 751_500_000_000)]
    [InlineData("claude-sonnet-4-5", 107_100_000_000)]
    public void Cost_OfAnAttempt_IsThatOfItsModel(string model, long picousd) => Assert.Equal(
        picousd,
        run.Value<long>(
            $"select list_cost_picousd from priced_requests where request_id = 't36-a' and response_llm_model = '{model}'"));

    [Fact]
    public void Mart_Day_AddsTheAttemptsUp() => Assert.Equal(0.8586m, run.CostOf(Day));
}
