namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Thoughts stand beside the candidates, and both are billed as output.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T06(ConformanceRun run)
{
    private const string Day = "2026-04-07";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t06", "t06-model", "uncached_input", 1);
        pack.Price("t06", "t06-model", "visible_output", 10);
        pack.Price("t06", "t06-model", "reasoning", 10);
        pack.Add(
            "t06-gemini", "gemini", "a.jsonl",
            $$$$$$$"""
            {"provider":"t06","timestamp":"{{{{{{{Day}}}}}}}T10:00:00Z","responseId":"t06-a","modelVersion":"t06-model","usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":923,"thoughtsTokenCount":785,"toolUsePromptTokenCount":40,"totalTokenCount":1848}}
            """);
    }

    [Fact]
    public void Output_OfGemini_IsCandidatesAndThoughts() => Assert.Equal(
        (1_708L, 1_848L),
        run.Rows<(long, long)>(
            """
            select visible_output_tokens + reasoning_tokens, prompt_tokens + visible_output_tokens + reasoning_tokens
            from priced_requests where request_id = 't06-a'
            """).Single());

    [Fact]
    public void Mart_Day_BillsBoth() => Assert.Equal(0.01722m, run.CostOf(Day));
}
