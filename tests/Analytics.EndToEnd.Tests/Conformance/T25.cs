namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Without a request id the message id, the line id or the content tells calls apart: N calls stay N.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T25(ConformanceRun run)
{
    private const string Day = "2026-04-26";
    private static readonly TokenUse Use = new() { Input = 1_000 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add(
            "t25-agent", "claude-code", "a.jsonl",
            LogLines.Claude("t25-a", $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use),
            LogLines.Claude("t25-b", $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use),
            LogLines.Claude(null, $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use, uuid: "t25-c"),
            LogLines.Claude(null, $"{Day}T10:00:00Z", "claude-sonnet-4-5", Use, uuid: "t25-d"),
            LogLines.Claude(null, $"{Day}T10:00:01Z", "claude-sonnet-4-5", Use),
            LogLines.Claude(null, $"{Day}T10:00:02Z", "claude-sonnet-4-5", Use));
        pack.Add("t25-gateway", "litellm", "a.jsonl", Enumerable.Range(0, 4).Select(static second =>
            LogLines.Gateway("", $"{Day}T11:00:0{second}Z", "anthropic", "claude-sonnet-4-5", Use)));
    }

    [Fact]
    public void Mart_CallsWithoutIds_StayApart()
    {
        Assert.Equal(10, run.RequestsOf(Day));
        Assert.Equal(0.03m, run.CostOf(Day));
        Assert.Equal(
            10, run.Value<long>("select count(distinct request_id) from priced_requests where source like 't25-%'"));
    }
}
