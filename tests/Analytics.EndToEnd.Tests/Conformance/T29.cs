namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Sub-agents count, and what the client never logged stands on the invoice as unlogged.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T29(ConformanceRun run)
{
    private const string Day = "2026-04-30";

    internal static void Plant(ConformancePack pack)
    {
        const string Model = "claude-sonnet-4-5";
        pack.Add(
            "t29-agent", "claude-code", "a.jsonl",
            LogLines.Claude("t29-a", $"{Day}T10:00:00Z", Model, new() { Input = 100_000 }),
            LogLines.ClaudeProgress("t29-b", $"{Day}T10:00:01Z", Model, new() { Input = 20_000 }));
        pack.Add(
            "t29-agent", "claude-code", "a/subagents/agent-1.jsonl",
            LogLines.Claude("t29-c", $"{Day}T10:00:02Z", Model, new() { Input = 50_000 }, isSidechain: true));
        pack.Add(
            "t29-bill", "anthropic-cost-report", "a.json",
            """
            {"data":[{"starting_at":"2026-04-30T00:00:00Z","ending_at":"2026-05-01T00:00:00Z","results":[
            {"currency":"USD","amount":"51","cost_type":"tokens","token_type":"uncached_input_tokens",
             "description":"a","model":"claude-sonnet-4-5","service_tier":"standard"},
            {"currency":"USD","amount":"37","cost_type":"tokens","token_type":"uncached_input_tokens",
             "description":"b","model":"claude-haiku-4-5","service_tier":"standard"}]}],"has_more":false}
            """);
    }

    [Fact]
    public void Mart_SubAgents_AreInTheTotals()
    {
        Assert.Equal(3, run.RequestsOf(Day));
        Assert.Equal(170_000, run.Day<long>(Day, "sum(uncached_input_tokens)::bigint"));
        Assert.Equal(0.51m, run.CostOf(Day));
    }

    [Fact]
    public void Reconciliation_CallsThatNobodyLogged_AreNamedUnlogged()
    {
        Assert.Equal("reconciled", Of<string>("claude-sonnet-4-5", "status"));
        Assert.Equal(0m, Of<decimal>("claude-sonnet-4-5", "residual_usd"));
        Assert.Equal("explained", Of<string>("claude-haiku-4-5", "status"));
        Assert.Equal(0.37m, Of<decimal>("claude-haiku-4-5", "unlogged_usd"));
        Assert.Equal(0.37m, Of<decimal>("claude-haiku-4-5", "residual_usd"));
    }

    private T? Of<T>(string model, string column) => run.Value<T>(
        $"""
        select {column} from mart_invoice_reconciliation
        where period_start_date = date '{Day}' and meter = 'uncached_input' and llm_model = '{model}'
        """);
}
