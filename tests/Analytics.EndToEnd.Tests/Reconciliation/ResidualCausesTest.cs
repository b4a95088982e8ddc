namespace Analytics.EndToEnd.Tests.Reconciliation;

/// <summary>Why an invoice is not what the logs cost: each cause alone and several together, to the last digit.</summary>
public sealed class ResidualCausesTest(BilledMonth month) : IClassFixture<BilledMonth>
{
    private static readonly string[] Parts =
        ["unlogged", "hidden_reasoning", "price", "tier", "geo", "credits", "timing", "rounding", "unknown"];

    /// <summary>Day, and the parts of its residual in USD.</summary>
    public static TheoryData<string, string> Days => new()
    {
        { "2026-05-04", "tier -1.5" },
        { "2026-05-05", "geo 0.3" },
        { "2026-05-06", "hidden_reasoning 2.25" },
        { "2026-05-07", "unlogged 2.25" },
        { "2026-05-08", "unlogged 2.475, hidden_reasoning 2.475, geo 0.45" },
        { "2026-05-10", "timing -0.6" },
        { "2026-05-11", "timing 0.6" },
        { "2026-05-12", "" },
        { "2026-05-13", "credits -0.1" },
        { "2026-05-15", "price -0.6" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void Reconciliation_OfADay_NamesItsCauses(string day, string expected)
    {
        var sums = string.Join(", ", Parts.Select(static part => $"sum({part}_usd)::double as {part}"));
        var found = month.Workspace.Query<(string Part, double Usd)>(
            $"""
            unpivot (select {sums} from mart_invoice_reconciliation where period_start_date = date '{day}')
            on columns(*) into name part value usd
            """);
        Assert.Equal(
            expected,
            string.Join(", ", found.Where(static part => part.Usd != 0).Select(static part => FormattableString.Invariant(
                $"{part.Part} {part.Usd}"))));
    }

    [Fact]
    public void Reconciliation_OfPacificDays_TakesCallsByTheInvoicesClock() => Assert.Equal(
        [("2026-05-12", 1_000_000L), ("2026-05-13", 4_000_000L)],
        month.Workspace.Query<(string Day, long Quantity)>(
            """
            select strftime(period_start_date, '%Y-%m-%d') as day, billed_quantity::bigint as quantity
            from mart_invoice_reconciliation
            where provider = 'google' and meter = 'uncached_input' and logged_quantity = billed_quantity
                and hour(period_start_at at time zone 'UTC') = 7
            order by day
            """));

    [Fact]
    public void HiddenTokens_BesideUnloggedCalls_LieInAnInterval() => Assert.Equal(
        [("06", 150_000L, 150_000L, 150_000L, true), ("07", 0L, 0L, 50_000L, false), ("08", 150_000L, 0L, 200_000L, false)],
        month.Workspace.Query<(string Day, long Tokens, long Lower, long Upper, bool IsCertain)>(
            """
            select
                strftime(event_date, '%d') as day, hidden_tokens, hidden_tokens_lower, hidden_tokens_upper,
                is_hidden_certain
            from mart_hidden_tokens
            where provider = 'anthropic'
            order by day
            """));

    [Fact]
    public void DailyCosts_OfAReconciledDay_SaySo() => Assert.Equal(
        [("2026-05-06", "modelled"), ("2026-05-13", "reconciled"), ("2026-05-14", "modelled")],
        month.Workspace.Query<(string Day, string Evidence)>(
            """
            select strftime(event_date, '%Y-%m-%d') as day, any_value(cost_evidence) as evidence
            from mart_daily_costs
            where cost_basis = 'list' and (event_date = date '2026-05-06' or provider = 'google')
            group by day
            order by day
            """));

    [Fact]
    public void Allocation_OfLinesAndCredits_GoesToThoseWhoUsedThem() => Assert.Equal(
        [("amber", "0.427"), ("blue", "0.973")],
        month.Workspace.Query<(string Customer, string Usd)>(
            """
            select customer_id as customer, (sum(allocated_cost_usd)::double)::varchar as usd
            from mart_customer_bill_allocation
            where provider = 'google'
            group by customer_id
            order by customer_id
            """));

    [Fact]
    public void Allocation_OfUnloggedUsage_IsNobodys() => Assert.Equal(
        "2.475",
        month.Workspace.Scalar<string>(
            """
            select (sum(allocated_cost_usd)::double)::varchar
            from mart_customer_bill_allocation
            where customer_id = '(unlogged)' and period_start_date = date '2026-05-08'
            """));
}
