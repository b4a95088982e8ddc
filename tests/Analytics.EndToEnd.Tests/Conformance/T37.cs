namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A chain of retries costs the sum of its attempts, a running total its last value.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T37(ConformanceRun run)
{
    private const string Day = "2026-05-08";
    private const string MidnightProvider = "t37-midnight";
    private static readonly TokenUse First = new() { Input = 1_000, Output = 10 };
    private static readonly TokenUse All = new() { Input = 3_000, Output = 30 };

    internal static void Plant(ConformancePack pack)
    {
        // The gateway gives all attempts one id.
        pack.Add(
            "t37-gateway", "litellm", "a.jsonl",
            Attempt(1, "10:00:00", 200, 500),
            Attempt(2, "10:00:05", 100, 503),
            Attempt(3, "10:00:10", 300, null));
        pack.Add("t37-outcomes", "outcomes-jsonl", "a.jsonl", """{"task_id":"t37-task","is_resolved":"true","feature":"t37"}""");
        pack.Add(
            "t37-codex", "codex", "a.jsonl",
            LogLines.CodexStart("t37-session", $"{Day}T11:00:00Z", "gpt-5.4"),
            LogLines.CodexCount($"{Day}T11:00:01Z", null, First),
            LogLines.CodexCount($"{Day}T11:00:02Z", null, All));

        pack.Price(MidnightProvider, "t37-model", "uncached_input", 1);
        pack.Price(MidnightProvider, "t37-model", "visible_output", 1);
        pack.Add(
            "t37-midnight", "litellm", "a.jsonl",
            LogLines.Gateway(
                "t37-before", "2026-03-08T23:59:58Z", MidnightProvider, "t37-model", First, status: 500, trace: "t37-night"),
            LogLines.Gateway(
                "t37-after", "2026-03-09T00:00:02Z", MidnightProvider, "t37-model", First, trace: "t37-night", attempt: 2));
    }

    [Fact]
    public void Chain_ThatSharesOneId_CostsTheSumOfItsAttempts() => Assert.Equal(
        (1L, 1L, 3L, 0.018m, 0.0105m),
        run.Rows<(long, long, long, decimal, decimal)>(
            $"""
            select operations, resolved_operations, attempts, cost_usd::decimal(18, 6), wasted_cost_usd::decimal(18, 6)
            from mart_retry_overhead
            where event_date = date '{Day}' and provider = 'anthropic' and chain_kind = 'declared'
            """).Single());

    [Fact]
    public void Task_OfTheChain_CostsTheSumOfItsAttempts() => Assert.Equal(
        (1L, 3L, 2L, 0.018m),
        run.Rows<(long, long, long, decimal)>(
            """
            select resolved_tasks, requests, failed_requests, model_cost_per_resolved_usd::decimal(18, 6)
            from mart_resolved_costs where feature = 't37'
            """).Single());

    [Fact]
    public void RunningTotal_OfASession_CountsItsLastValue()
    {
        Assert.Equal(3_000, run.Day<long>(Day, "(sum(uncached_input_tokens) filter (provider = 'openai'))::bigint"));
        Assert.Equal(0.00795m, run.Day<decimal>(Day, "sum(cost_usd) filter (provider = 'openai')"));
    }

    [Fact]
    public void Chain_AcrossMidnight_IsOneOperation() => Assert.Equal(
        [("2026-03-08", 1L, 0L, 1L, 2L), ("2026-03-09", 0L, 1L, 1L, 2L)],
        run.Rows<(string, long, long, long, long)>(
            $"""
            select event_date::varchar, operations, resolved_operations, attempts, longest_chain_attempts
            from mart_retry_overhead where provider = '{MidnightProvider}' order by event_date
            """));

    private static string Attempt(int number, string time, long output, int? status) => LogLines.Gateway(
        "t37-a", $"{Day}T{time}Z", "anthropic", "claude-sonnet-4-5", new() { Input = 1_000, Output = output }, status: status,
        trace: "t37-task", attempt: number);
}
