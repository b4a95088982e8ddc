namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A deployment's own name finds its model by a mapping; a name without one is listed, never guessed.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T41(ConformanceRun run)
{
    private const string Day = "2026-05-12";

    private static readonly string[] Names = ["t41-gpt", "prod-chat-eu", "t41-gpt-2026-01-15", "prod-chat-us"];

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("azure", "t41-gpt", "uncached_input", 2);
        pack.Alias("azure", "prod-chat-eu", "t41-gpt");
        pack.Alias("azure", "t41-gpt-2026-01-15", "t41-gpt");
        pack.Add(
            "t41-gateway", "litellm", "a.jsonl",
            Names.Select(static name => LogLines.Gateway(
                $"t41-{name}", $"{Day}T10:00:00Z", "azure", name, new() { Input = 1_000_000 })));
    }

    [Fact]
    public void Mart_MappedNames_AreOneModel()
    {
        var row = run.Rows<(long Requests, decimal Cost)>(
            $"""
            select sum(requests)::bigint, sum(cost_usd) from mart_daily_costs
            where event_date = date '{Day}' and llm_model = 't41-gpt' and cost_basis = 'list'
            """).Single();

        Assert.Equal((3L, 6m), row);
    }

    [Fact]
    public void Mart_UnmappedName_IsListed()
    {
        Assert.Equal("unknown_model", run.Value<string>(
            "select unpriced_reason from mart_unpriced_usage where provider = 'azure' and llm_model = 'prod-chat-us'"));
        Assert.Equal(6m, run.CostOf(Day));
    }
}
