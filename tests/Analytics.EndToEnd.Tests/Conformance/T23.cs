namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A call is written once per content block: three lines with one message id are one call.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T23(ConformanceRun run)
{
    private const string Day = "2026-04-24";

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t23-agent", "claude-code", "a.jsonl", Enumerable.Range(0, 3).Select(static block => LogLines.Claude(
            "t23-a", $"{Day}T10:00:0{block}Z", "claude-sonnet-4-5", new() { Input = 1_000, Output = 100 })));

    [Fact]
    [Survives(7)]
    public void Mart_ThreeLines_AreOneCall()
    {
        Assert.Equal(1, run.RequestsOf(Day));
        Assert.Equal(0.0045m, run.CostOf(Day));
        Assert.Equal(3, run.Value<long>("select sightings from priced_requests where request_id = 't23-a'"));
    }
}
