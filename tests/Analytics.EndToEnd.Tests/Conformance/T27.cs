namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Forks and resumed sessions repeat earlier calls; none is counted twice and none is lost.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T27(ConformanceRun run)
{
    private const string Day = "2026-04-28";
    private static readonly TokenUse One = new() { Input = 1_000, Output = 10 };
    private static readonly TokenUse Two = new() { Input = 2_000, Output = 20 };
    private static readonly TokenUse Three = new() { Input = 3_000, Output = 30 };

    internal static void Plant(ConformancePack pack)
    {
        PlantFork(pack);
        string[] first = [Call("t27-a", "session-a"), Call("t27-b", "session-a")];
        string[] resumed = [Call("t27-a", "session-b"), Call("t27-b", "session-b"), Call("t27-c", "session-b")];
        pack.Add("t27-agent", "claude-code", "a.jsonl", first);
        pack.Add("t27-agent", "claude-code", "b.jsonl", resumed);

        // The session goes on in another file that does not hold its history.
        pack.Add("t27-agent", "claude-code", "c.jsonl", Call("t27-d", "session-a"));
    }

    [Fact]
    public void Mart_ForkedCodexSession_CountsReplaysOnce() => Assert.Equal(3, RequestsOf("openai"));

    [Fact]
    public void Mart_ResumedClaudeSession_CountsCallsOnceAndKeepsAll()
    {
        Assert.Equal(4, RequestsOf("anthropic"));
        Assert.Equal(
            ["t27-a", "t27-b", "t27-c", "t27-d"],
            run.Rows<string>("select request_id from priced_requests where source = 't27-agent' order by request_id"));
    }

    [Fact]
    public void Mart_Day_CostsEachCallOnce() =>
        Assert.Equal((3 * 0.00265m) + (4 * 0.00315m), run.CostOf(Day));

    private long RequestsOf(string provider) =>
        run.Day<long>(Day, $"(sum(requests) filter (provider = '{provider}'))::bigint");

    private static void PlantFork(ConformancePack pack)
    {
        pack.Add(
            "t27-codex", "codex", "parent.jsonl",
            LogLines.CodexStart("t27-parent", $"{Day}T10:00:00Z", "gpt-5.4"),
            LogLines.CodexCount($"{Day}T10:00:01Z", One, One),
            LogLines.CodexCount($"{Day}T10:00:02Z", One, Two));
        pack.Add(
            "t27-codex", "codex", "fork.jsonl",
            LogLines.CodexStart("t27-fork", $"{Day}T12:00:00Z", "gpt-5.4", forkedFrom: "t27-parent"),
            LogLines.CodexCount($"{Day}T12:00:00Z", One, One),
            LogLines.CodexCount($"{Day}T12:00:00Z", One, Two),
            LogLines.CodexCount($"{Day}T12:00:09Z", One, Three));
    }

    private static string Call(string id, string session) =>
        LogLines.Claude(id, $"{Day}T10:00:00Z", "claude-sonnet-4-5", new() { Input = 1_000, Output = 10 }, session);
}
