namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A stream without usage is an estimate with bounds, reported apart from what was measured, and not free.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T33(ConformanceRun run)
{
    private const string Day = "2026-08-02";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t33", "t33-model", "uncached_input", 2);
        pack.Price("t33", "t33-model", "visible_output", 4);
        pack.Add("t33-answers", "openai-responses", "a.jsonl",
            StreamLines.Chunk("t33", "t33-a", Day, "Hello", 50),
            StreamLines.Chunk("t33", "t33-a", Day, " world", 50),
            StreamLines.Chunk("t33", "t33-b", Day, "Hi", 50),
            StreamLines.Usage("t33", "t33-b", Day, 1_000_000, 500_000));
    }

    [Fact]
    public void Call_WithoutUsage_LiesBetweenWhatItShowedAndItsLimit() => Assert.Equal(
        (2L, 50L),
        run.Rows<(long, long)>(
            $"""
            select usage_lower_bound, usage_upper_bound
            from read_parquet({run.LakeParts("requests")})
            where dedupe_key = 't33-a' and is_usage_estimated
            """).Single());

    [Fact]
    public void Mart_Day_KeepsTheEstimateApart()
    {
        Assert.Equal(4m, run.CostOf(Day));
        Assert.Equal(
            0.5m, run.Value<decimal>("select estimated_share::decimal(9, 4) from mart_data_quality where source = 't33-answers'"));
        Assert.False(run.Value<bool>("select is_priced from priced_requests where request_id = 't33-a'"));
    }
}
