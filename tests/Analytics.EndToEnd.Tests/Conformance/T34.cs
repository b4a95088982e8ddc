namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A cancelled stream used at least what its deltas show and at most its limit; a written zero stays zero.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T34(ConformanceRun run)
{
    private const string Day = "2026-08-03";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t34", "t34-model", "uncached_input", 2);
        pack.Price("t34", "t34-model", "visible_output", 4);
        pack.Add("t34-answers", "openai-responses", "a.jsonl",
            Enumerable.Range(0, 806).Select(static _ => StreamLines.Chunk("t34", "t34-a", Day, "word", 4_096))
                .Append(StreamLines.Usage("t34", "t34-b", Day, 1_000_000, 0)));
    }

    [Fact]
    public void Call_Of806Deltas_IsNotOneToken() => Assert.Equal(
        (806L, 4_096L),
        run.Rows<(long, long)>(
            $"""
            select usage_lower_bound, usage_upper_bound
            from read_parquet({run.LakeParts("requests")}) where dedupe_key = 't34-a'
            """).Single());

    [Fact]
    public void Call_WithAWrittenZero_HasZeroOutput() => Assert.Equal(
        (0L, 2_000_000_000_000L),
        run.Rows<(long, long)>(
            "select visible_output_tokens, list_cost_picousd from priced_requests where request_id = 't34-b'").Single());

    [Fact]
    public void Mart_Day_HoldsBothCalls() => Assert.Equal(2, run.RequestsOf(Day));
}
