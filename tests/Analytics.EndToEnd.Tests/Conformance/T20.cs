namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>
/// A product that the model's name does not tell, such as extended access at twice the price, shows only on the invoice:
/// what was billed stands, and the price of the log is what falls short of it.
/// </summary>
[Collection(ConformanceCases.Name)]
public sealed class T20(ConformanceRun run)
{
    private const string Columns = "BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,"
        + "ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ProviderName,SkuMeter,SkuId";

    private const string Day = "2026-04-21";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("anthropic", "claude-t20", "uncached_input", 3);
        pack.Add(
            "t20-gateway", "litellm", "a.jsonl",
            LogLines.Gateway("t20-a", $"{Day}T10:00:00Z", "anthropic", "claude-t20", new() { Input = 1_000_000 }));
        pack.AddText(
            "t20-bill", "focus", "a.csv",
            $"""
            {Columns}
            6,USD,Usage,Extended Access,{Day},2026-04-22,1000000,Tokens,Anthropic,claude-t20 input tokens,extended-access
            """);
    }

    [Fact]
    public void Reconciliation_SkuAtTwiceThePrice_InvoiceHoldsAndTheLogFallsShort()
    {
        var row = run.Rows<(decimal Billed, decimal Logged, decimal Residual, decimal Unlogged)>(
            $"""
            select billed_cost_usd, logged_cost_usd, residual_usd, unlogged_usd from mart_invoice_reconciliation
            where period_start_date = date '{Day}' and llm_model = 'claude-t20' and meter = 'uncached_input'
            """).Single();

        Assert.Equal((6m, 3m, 3m, 0m), row);
    }

    [Fact]
    public void LogPrice_OfSkuAtTwiceThePrice_IsMarkedAsLowerBound()
    {
        Assert.Equal([true], run.Rows<bool>(
            """
            select is_logged_cost_lower_bound from mart_invoice_reconciliation
            where llm_model = 'claude-t20' and meter = 'uncached_input'
            """));
        Assert.Equal([("modelled", true)], run.Rows<(string Evidence, bool IsLowerBound)>(
            "select cost_evidence, is_cost_lower_bound from mart_daily_costs "
            + "where llm_model = 'claude-t20' and cost_basis = 'list'"));
    }
}
