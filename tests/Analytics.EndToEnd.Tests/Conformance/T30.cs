namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A span whose descendants bear usage repeats their sum and is no call of its own.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T30(ConformanceRun run)
{
    private const string Day = "2026-05-01";
    private static readonly TokenUse Use = new() { Input = 30_000, Output = 2_026 };

    internal static void Plant(ConformancePack pack) => pack.Add(
        "t30-spans", "otel-genai", "a.jsonl",
        LogLines.Trace(
            LogLines.Span("30a", "1", null, $"{Day}T10:00:00Z", "openai", "gpt-4o", Use),
            LogLines.Span("30a", "2", "1", $"{Day}T10:00:00Z", "openai", "gpt-4o", null),
            LogLines.Span("30a", "3", "2", $"{Day}T10:00:01Z", "openai", "gpt-4o", Use)));

    [Fact]
    public void Mart_ParentRepeatsItsChild_CountsTheChildOnly()
    {
        Assert.Equal(0.09526m, run.CostOf(Day));
        Assert.Equal(1, run.RequestsOf(Day));
        Assert.Equal("30a:3", run.Value<string>("select request_id from priced_requests where source = 't30-spans'"));
    }
}
