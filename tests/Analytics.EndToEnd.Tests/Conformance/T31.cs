namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A call that gateway, instrumentation and application saw is one cost with three observers.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T31(ConformanceRun run)
{
    private const string Day = "2026-05-31";
    private static readonly TokenUse Use = new() { Input = 1_000_000, Output = 500_000 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t31", "t31-model", "uncached_input", 2);
        pack.Price("t31", "t31-model", "visible_output", 4);
        pack.Add("t31-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t31-a", $"{Day}T10:00:00Z", "t31", "t31-model", Use, user: "acme"));
        pack.Add("t31-otel", "otel-genai", "a.jsonl", LogLines.Trace(
            LogLines.Span("31", "1", null, $"{Day}T10:00:00Z", "t31", "t31-model", Use, responseId: "t31-a")));
        pack.Add("t31-answers", "openai-responses", "a.jsonl",
            $$$"""
            {"provider":"t31","id":"t31-a","created_at":"{{{Day}}}T10:00:01Z","model":"t31-model","usage":{"input_tokens":1000000,"output_tokens":500000}}
            {"provider":"t31","id":"t31-b","created_at":"{{{Day}}}T10:00:02Z","model":"t31-model","usage":{"input_tokens":1000000,"output_tokens":500000,"output_tokens_details":{"reasoning_tokens":200000} } }
            """);
        pack.Price("t31", "t31-model", "reasoning", 4);
        pack.Add("t31-gateway", "litellm", "b.jsonl",
            LogLines.Gateway("t31-b", $"{Day}T10:00:01Z", "t31", "t31-model", Use, user: "acme"));
    }

    [Fact]
    public void Call_SeenByThree_IsOneRowWithThreeSightings() => Assert.Equal(
        (1L, 3L),
        run.Rows<(long, long)>(
            "select count(*), max(sightings)::bigint from priced_requests where request_id = 't31-a'").Single());

    [Fact]
    public void Call_WhoseObserversKnowDifferentThings_HasThemAll() => Assert.Equal(
        ("acme", 300_000L, 200_000L),
        run.Rows<(string, long, long)>(
            "select customer_id, visible_output_tokens, reasoning_tokens from priced_requests where request_id = 't31-b'")
            .Single());

    [Fact]
    public void Mart_Day_CostsOnce()
    {
        Assert.Equal(2, run.RequestsOf(Day));
        Assert.Equal(8m, run.CostOf(Day));
    }
}
