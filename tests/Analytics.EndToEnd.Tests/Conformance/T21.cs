namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A batch is billed once at its own price, however often its output is fetched; failed items cost nothing.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T21(ConformanceRun run)
{
    private const string Day = "2026-08-05";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t21", "t21-model", "uncached_input", 2);
        pack.Price("t21", "t21-model", "visible_output", 8);
        pack.Price("t21", "t21-model", "reasoning", 8);
        pack.Price("t21", "t21-model", "uncached_input", 1, batch: "true");
        pack.Price("t21", "t21-model", "visible_output", 4, batch: "true");
        pack.Price("t21", "t21-model", "reasoning", 4, batch: "true");
        string[] items = [Item("a"), Item("b"), Failure("c")];
        pack.Add("t21-batches", "openai-responses", "batch_t21_output.jsonl", items);
        pack.Add("t21-batches", "openai-responses", "again/batch_t21_output.jsonl", items.Reverse());
    }

    [Fact]
    public void Items_FetchedTwice_AreOneCostEach() => Assert.Equal(
        (2L, 1L, 3L),
        run.Rows<(long, long, long)>(
            """
            select
                count(*) filter (error_type is null), count(*) filter (error_type is not null),
                count(*) filter (is_batch and sightings = 2),
            from priced_requests where source = 't21-batches'
            """).Single());

    [Fact]
    public void Mart_Day_IsHalfPriceWithReasoning() => Assert.Equal(2 * (1m + 4m), run.CostOf(Day));

    private static string Item(string id) =>
        $$$$$$$"""
        {"id":"batch_req_{{{{{{{id}}}}}}}","custom_id":"{{{{{{{id}}}}}}}","provider":"t21","response":{"status_code":200,"body":{"id":"t21-{{{{{{{id}}}}}}}","created_at":"{{{{{{{Day}}}}}}}T10:00:00Z","model":"t21-model","usage":{"input_tokens":1000000,"output_tokens":1000000,"output_tokens_details":{"reasoning_tokens":600000}}}},"error":null}
        """;

    private static string Failure(string id) =>
        $$$$$$$"""
        {"id":"batch_req_{{{{{{{id}}}}}}}","custom_id":"{{{{{{{id}}}}}}}","provider":"t21","timestamp":"{{{{{{{Day}}}}}}}T10:00:00Z","response":{"status_code":400,"body":{"error":{"code":"bad"}}},"error":null}
        """;
}
