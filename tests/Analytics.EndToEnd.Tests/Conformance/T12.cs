namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A long-context threshold is a cliff: the whole request pays the higher price.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T12(ConformanceRun run)
{
    private const string Day = "2026-04-13";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t12", "t12-model", "uncached_input", 3);
        pack.Price("t12", "t12-model", "uncached_input", 6, "200000,>");
        pack.Add(
            "t12-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t12-a", $"{Day}T10:00:00Z", "t12", "t12-model", new() { Input = 300_000 }));
    }

    [Fact]
    public void Mart_AboveTheThreshold_PaysForEveryToken() => Assert.Equal(1.80m, run.CostOf(Day));
}
