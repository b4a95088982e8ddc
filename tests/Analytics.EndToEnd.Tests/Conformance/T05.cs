namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Reasoning is part of the output and is not added to it.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T05(ConformanceRun run)
{
    private const string Day = "2026-04-06";
    private static readonly TokenUse Use = new() { Input = 14_746, Output = 1_944, Reasoning = 1_360 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add(
            "t05-codex", "codex", "a.jsonl",
            LogLines.CodexStart("t05", $"{Day}T10:00:00Z", "gpt-5.4-pro"),
            LogLines.CodexCount($"{Day}T10:00:01Z", Use, Use));
        pack.Add(
            "t05-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t05-b", $"{Day}T11:00:00Z", "openai", "gpt-5.4-pro", Use));
        pack.Add("t05-spans", "otel-genai", "a.jsonl", LogLines.Trace(
            LogLines.Span("05a", "1", null, $"{Day}T12:00:00Z", "openai", "gpt-5.4-pro", Use)));
    }

    [Theory]
    [InlineData("t05-codex")]
    [InlineData("t05-gateway")]
    [InlineData("t05-spans")]
    public void Cost_ReasoningWithinOutput_IsExact(string source) => Assert.Equal(
        792_300_000_000, run.Value<long>($"select list_cost_picousd from priced_requests where source = '{source}'"));

    [Fact]
    public void Mart_Day_SplitsTheOutput()
    {
        Assert.Equal(3 * 0.7923m, run.CostOf(Day));
        Assert.Equal(3 * 584, run.Day<long>(Day, "sum(visible_output_tokens)::bigint"));
        Assert.Equal(3 * 1_360, run.Day<long>(Day, "sum(reasoning_tokens)::bigint"));
    }
}
