namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>What is no counter is no usage, and errors that cancel each other reconcile nothing.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T49(ConformanceRun run)
{
    private const string Day = "2026-05-20";

    internal static void Plant(ConformancePack pack)
    {
        pack.Add(
            "t49-gateway", "litellm", "a.jsonl",
            LogLines.Gateway(
                "t49-good", $"{Day}T10:00:00Z", "openai", "gpt-4o", new() { Input = 4_000_000, Output = 1_000_000 }),
            Written("t49-nan", "NaN"),
            Written("t49-bool", "true"),
            Written("t49-text", "\"12\""),
            Written("t49-negative", "-2000000"),
            Written("t49-fraction", "1.5"),
            Written("t49-huge", "1e400"));
        pack.Add(
            "t49-bill", "openai-costs", "a.json",
            """
            {"object":"page","data":[{"object":"bucket","start_time":1779235200,"end_time":1779321600,"results":[
            {"amount":{"value":5.0,"currency":"usd"},"line_item":"gpt-4o-2024-11-20, input","project_id":null},
            {"amount":{"value":15.0,"currency":"usd"},"line_item":"gpt-4o-2024-11-20, output","project_id":null}]}],
            "has_more":false}
            """);
    }

    [Theory]
    [InlineData("t49-nan", "not_a_counter")]
    [InlineData("t49-bool", "not_a_counter")]
    [InlineData("t49-text", "not_a_counter")]
    [InlineData("t49-negative", "negative_counter")]
    [InlineData("t49-fraction", "fractional_counter")]
    [InlineData("t49-huge", "not_a_counter")]
    public void Quarantine_NoCounter_HoldsTheLine(string id, string reason) => Assert.Equal(
        reason, run.Value<string>($"select reason from quarantine where source = 't49-gateway' and raw_text like '%{id}%'"));

    [Fact]
    public void Mart_Day_HoldsTheGoodRowOnly()
    {
        Assert.Equal(1, run.RequestsOf(Day));
        Assert.Equal(20m, run.CostOf(Day));
    }

    [Fact]
    public void Reconciliation_ResidualsThatCancel_StayOpen()
    {
        const string Rows = $"from mart_invoice_reconciliation where provider = 'openai' and period_start_date = date '{Day}'";
        Assert.Equal(0m, run.Value<decimal>($"select sum(residual_usd) {Rows}"));
        Assert.Equal(10m, run.Value<decimal>($"select sum(absolute_residual_usd) {Rows}"));
        Assert.Equal(0, run.Value<long>($"select count(*) {Rows} and status = 'reconciled'"));
    }

    private static string Written(string id, string counter) =>
        $$"""
        {"request_id":"{{id}}","call_type":"acompletion","model":"gpt-4o","custom_llm_provider":"openai",
        """.TrimEnd('\n')
        + $$"""
        "prompt_tokens":{{counter}},"completion_tokens":0,"startTime":"{{Day}}T10:00:00Z","endTime":"{{Day}}T10:00:01Z"}
        """;
}
