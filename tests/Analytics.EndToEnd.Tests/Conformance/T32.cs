namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Fetching a stored answer again is no call: the log of the read repeats the id and the usage.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T32(ConformanceRun run)
{
    private const string Day = "2026-08-01";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t32", "t32-model", "uncached_input", 2);
        pack.Price("t32", "t32-model", "visible_output", 4);
        pack.Add("t32-answers", "openai-responses", "a.jsonl", Answer("10:00:00"), Answer("10:05:00"), Answer("11:00:00"));
    }

    [Fact]
    public void Mart_Day_CountsTheCallOnce()
    {
        Assert.Equal(1, run.RequestsOf(Day));
        Assert.Equal(2m, run.CostOf(Day));
    }

    private static string Answer(string readAt) =>
        $$$$$$$"""
        {"provider":"t32","timestamp":"{{{{{{{Day}}}}}}}T{{{{{{{readAt}}}}}}}Z","response":{"id":"t32-a","object":"response","created_at":"{{{{{{{Day}}}}}}}T10:00:00Z","model":"t32-model","usage":{"input_tokens":1000000,"output_tokens":0}}}
        """;
}
