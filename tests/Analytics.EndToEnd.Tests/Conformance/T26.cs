namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Running totals count by what they grew, and the same event shown again counts nothing.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T26(ConformanceRun run)
{
    private const string Day = "2026-04-27";
    private static readonly TokenUse First = new() { Input = 1_000, CacheRead = 0, Output = 100, Reasoning = 40 };
    private static readonly TokenUse Second = new() { Input = 500, CacheRead = 1_000, Output = 60, Reasoning = 0 };
    private static readonly TokenUse Both = new() { Input = 1_500, CacheRead = 1_000, Output = 160, Reasoning = 40 };

    internal static void Plant(ConformancePack pack)
    {
        pack.Add(
            "t26-codex", "codex", "repeated.jsonl",
            LogLines.CodexStart("t26-repeated", $"{Day}T10:00:00Z", "gpt-5.4"),
            LogLines.CodexCount($"{Day}T10:00:01Z", First, First),
            LogLines.CodexCount($"{Day}T10:00:02Z", First, First),
            LogLines.CodexCount($"{Day}T10:00:03Z", Second, Both),
            LogLines.CodexCount($"{Day}T10:00:04Z", Second, Both),
            LogLines.CodexCount($"{Day}T10:00:05Z", Second, Both));
        pack.Add(
            "t26-codex", "codex", "totals.jsonl",
            LogLines.CodexStart("t26-totals", $"{Day}T11:00:00Z", "gpt-5.4"),
            LogLines.CodexCount($"{Day}T11:00:01Z", null, First),
            LogLines.CodexCount($"{Day}T11:00:02Z", null, First),
            LogLines.CodexCount($"{Day}T11:00:03Z", null, Both));
    }

    [Theory]
    [InlineData("t26-repeated")]
    [InlineData("t26-totals")]
    public void Calls_OfASession_CountOnce(string session)
    {
        var where = $"from priced_requests where session_id = '{session}'";
        Assert.Equal(2, run.Value<long>($"select count(*) {where}"));
        Assert.Equal(1_500, run.Value<long>($"select sum(uncached_input_tokens)::bigint {where}"));
        Assert.Equal(1_000, run.Value<long>($"select sum(cache_read_tokens)::bigint {where}"));
        Assert.Equal(120, run.Value<long>($"select sum(visible_output_tokens)::bigint {where}"));
        Assert.Equal(40, run.Value<long>($"select sum(reasoning_tokens)::bigint {where}"));
    }

    [Fact]
    public void Mart_Day_IsTheTotalOfBothSessions()
    {
        Assert.Equal(4, run.RequestsOf(Day));

        // Each session: 1,500 × 2.50 + 1,000 × 0.25 + 160 × 15 USD per million.
        Assert.Equal(2 * 0.0064m, run.CostOf(Day));
    }
}
