namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>The last, fullest sighting of a streamed call counts, wherever it stands in the file.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T24(ConformanceRun run)
{
    private const string Day = "2026-04-25";

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t24-agent", "claude-code", "a.jsonl",
        new[] { ("a", 9), ("a", 9), ("a", 159), ("b", 159), ("b", 9), ("b", 9) }.Select(static (seen, line) =>
            LogLines.Claude(
                $"t24-{seen.Item1}", $"{Day}T10:00:0{line}Z", "claude-sonnet-4-5", new() { Input = 10, Output = seen.Item2 })));

    [Fact]
    public void Mart_GrowingOutput_CountsTheFullest()
    {
        Assert.Equal(2, run.RequestsOf(Day));
        Assert.Equal(2 * 159, run.Day<long>(Day, "sum(visible_output_tokens)::bigint"));
        Assert.Equal(2 * 0.002415m, run.CostOf(Day));
    }
}
