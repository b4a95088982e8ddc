namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>The tier that served the call is paid for, not the one that was asked for; a tier nobody names is flagged.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T16(ConformanceRun run)
{
    private const string Day = "2026-04-17";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t16", "t16-model", "uncached_input", 2);
        pack.Price("t16", "t16-model", "uncached_input", 4, tier: "priority");
        pack.Add(
            "t16-otel", "otel-genai", "a.jsonl",
            LogLines.Trace(Span("16a", "priority", "default")),
            LogLines.Trace(Span("16b", "auto", "priority")),
            LogLines.Trace(Span("16c", "priority", null)));
    }

    [Theory]
    [InlineData("16a", 2, "standard", false)]
    [InlineData("16b", 4, "priority", false)]
    [InlineData("16c", 2, "standard", true)]
    public void Cost_Tier_IsThatServed(string trace, decimal usd, string tier, bool isAssumed)
    {
        var row = run.Rows<(long Cost, string Tier, bool IsAssumed)>(
            $"""
            select list_cost_picousd, priced_service_tier, is_service_tier_assumed
            from priced_requests where trace_id = '{trace}'
            """).Single();

        Assert.Equal((usd * 1_000_000_000_000m, tier, isAssumed), (row.Cost, row.Tier, row.IsAssumed));
    }

    [Fact]
    public void Mart_Day_KeepsTheTiersApart()
    {
        Assert.Equal(8m, run.CostOf(Day));
        Assert.Equal(
            [("(not reported)", 1L, 2m), ("priority", 1L, 4m), ("standard", 1L, 2m)],
            run.Rows<(string, long, decimal)>(
                $"""
                select service_tier, requests, cost_usd from mart_daily_costs
                where event_date = date '{Day}' and provider = 't16' and cost_basis = 'list' order by service_tier
                """));
    }

    private static object Span(string trace, string requested, string? served) => LogLines.Span(
        trace, "1", null, $"{Day}T10:00:00Z", "t16", "t16-model", new() { Input = 1_000_000 },
        requestedTier: requested, servedTier: served);
}
