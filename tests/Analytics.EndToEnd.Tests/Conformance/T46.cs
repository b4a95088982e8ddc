namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Amounts in two currencies are never one sum: an amount without a dated rate stays in its own currency.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T46(ConformanceRun run)
{
    private const string Columns = "BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,"
        + "ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,ProviderName,SkuMeter,SkuId";

    private const string Day = "2026-05-17";

    private static readonly string[] Customers = ["t46-mixed", "t46-yen"];

    internal static void Plant(ConformancePack pack)
    {
        pack.AddText(
            "t46-bill", "focus", "a.csv",
            $"""
            {Columns}
            10,USD,Usage,input,{Day},2026-05-18,1000000,Tokens,t46,claude-t46 input tokens,a
            1000,JPY,Usage,input,{Day},2026-05-18,1000000,Tokens,t46,claude-t46 input tokens,b
            100,EUR,Usage,input,{Day},2026-05-18,1000000,Tokens,t46,claude-t46 input tokens,c
            """);
        pack.AddText(
            "t46-rates", "fx-rates", "fx_rates.csv",
            """
            rate_date,from_currency,to_currency,rate,rate_source
            2026-04-01,JPY,USD,0.0067,central bank
            2026-05-15,EUR,USD,1.08,central bank
            """);
        pack.AddText(
            "t46-revenue", "revenue", "lines.csv",
            $"""
            line_id,customer_id,amount,currency,service_start,service_end,kind
            1,t46-mixed,5,EUR,{Day},2026-05-18,usage
            2,t46-mixed,2,USD,{Day},2026-05-18,usage
            3,t46-yen,500,JPY,{Day},2026-05-18,usage
            4,t46-yen,2,USD,{Day},2026-05-18,usage
            """);
        pack.Add(
            "t46-gateway", "litellm", "a.jsonl",
            Customers.Select(static customer => LogLines.Gateway(
                customer, $"{Day}T10:00:00Z", "anthropic", "claude-sonnet-4-5", new() { Input = 1_000 }, user: customer)));
    }

    [Fact]
    public void Reconciliation_EveryCurrency_CountsAtItsDatedRateOrStaysOnItsOwnRow()
    {
        var rows = run.Rows<(string Currency, decimal Billed, decimal? Usd, long WithoutRate, string Status)>(
            $"""
            select billing_currency, billed_cost::decimal(18, 2), billed_cost_usd, lines_without_rate, status
            from mart_invoice_reconciliation
            where period_start_date = date '{Day}' and provider = 't46' order by 1
            """);

        Assert.Equal(
            [("EUR", 100m, 108m, 0, "explained"), ("JPY", 1000m, null, 1, "open"), ("USD", 10m, 10m, 0, "explained")],
            rows);
    }

    [Fact]
    public void Allocation_EveryCurrency_IsSharedOutInItsOwnAndAtItsRate()
    {
        var rows = run.Rows<(string Currency, decimal Own, decimal? Usd)>(
            """
            select billing_currency, sum(allocated_cost)::decimal(18, 2), sum(allocated_cost_usd)
            from mart_customer_bill_allocation where provider = 't46' group by billing_currency order by 1
            """);

        Assert.Equal([("EUR", 100m, 108m), ("JPY", 1000m, null), ("USD", 10m, 10m)], rows);
    }

    /// <summary>5 EUR at the rate of two days before, 1.08, and 2 USD; the yen of April is too old for May.</summary>
    [Theory]
    [InlineData("t46-mixed", 7.4)]
    [InlineData("t46-yen", null)]
    public void Revenue_InTwoCurrencies_IsOneSumOnlyWithADatedRate(string customer, double? usd) => Assert.Equal(
        (decimal?)usd,
        run.Value<decimal?>(
            $"""
            select revenue_usd from mart_customer_costs
            where customer_id = '{customer}' and month_date = date '2026-05-01' and cost_basis = 'list'
            """));
}
