namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>What the gateway's own response cache answers costs nothing; what that avoided stands apart.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T38(ConformanceRun run)
{
    private const string Day = "2026-05-09";
    private static readonly TokenUse Use = new() { Input = 1_000, Output = 100 };

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t38-gateway", "litellm", "a.jsonl",
        Call("10:00:00", isCacheHit: false),
        Call("11:00:00", isCacheHit: true),
        Call("12:00:00", isCacheHit: true));

    [Fact]
    public void Mart_AnswersOfTheOwnCache_CostNothingAndAvoidTheCost()
    {
        Assert.Equal(3, run.RequestsOf(Day));
        Assert.Equal(2, run.Day<long>(Day, "sum(locally_answered_requests)::bigint"));
        Assert.Equal(0.0045m, run.CostOf(Day));
        Assert.Equal(0.009m, run.Day<decimal>(Day, "sum(avoided_cost_usd)"));
        Assert.Equal(1_000, run.Day<long>(Day, "sum(uncached_input_tokens)::bigint"));
        Assert.Equal(0, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
    }

    // The cache answers under the id of the first call.
    private static string Call(string time, bool isCacheHit) =>
        LogLines.Gateway("t38-a", $"{Day}T{time}Z", "anthropic", "claude-sonnet-4-5", Use, isCacheHit: isCacheHit);
}
