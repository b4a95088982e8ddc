namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>What OpenAI writes to its cache is a part of the input and has a price of its own.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T08(ConformanceRun run)
{
    private const string Day = "2026-04-09";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t08", "t08-model", "uncached_input", 4);
        pack.Price("t08", "t08-model", "cache_read", 0.4m);
        pack.Price("t08", "t08-model", "cache_write_unknown_ttl", 5);
        pack.Price("t08", "t08-model", "visible_output", 20);
        pack.Add(
            "t08-answers", "openai-responses", "a.jsonl",
            $$$"""
            {"provider":"t08","id":"t08-a","created_at":"{{{Day}}}T10:00:00Z","model":"t08-model","usage":{"input_tokens":2600,"input_tokens_details":{"cached_tokens":2000,"cache_write_tokens":400},"output_tokens":0,"total_tokens":2600}}
            """);
    }

    [Fact]
    public void Meters_OfTheInput_AreReadWriteAndFresh() => Assert.Equal(
        (2_000L, 400L, 200L),
        run.Rows<(long, long, long)>(
            """
            select cache_read_tokens, cache_write_unknown_ttl_tokens, uncached_input_tokens
            from priced_requests where request_id = 't08-a'
            """).Single());

    [Fact]
    public void Mart_Day_PricesEachPart() => Assert.Equal(0.0036m, run.CostOf(Day));
}
