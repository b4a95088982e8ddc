using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>What the invoices of the sample explain, to the picodollar.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleInvoicesTest(SampleRun run)
{
    /// <summary>The providers that send an invoice.</summary>
    public static TheoryData<string> Providers => new("anthropic", "google", "openai");

    [Theory]
    [MemberData(nameof(Providers))]
    public void Reconciliation_OfAProvider_NamesThePlantedParts(string provider)
    {
        var invoice = run.Truth.GetProperty("planted").GetProperty("invoice_faults").GetProperty("invoices").EnumerateArray()
            .Single(invoice => invoice.GetProperty("provider").GetString() == provider);
        var parts = invoice.GetProperty("residual_parts_usd");

        Assert.Equal(Usd(invoice, "billed_usd"), Sum("billed_cost_usd"));
        Assert.Equal(Usd(invoice, "logged_list_cost_usd"), Sum("logged_cost_usd"));
        Assert.Equal(Usd(invoice, "residual_usd"), Sum("residual_usd"));
        Assert.Equal(Usd(parts, "unlogged"), Sum("unlogged_usd"));
        Assert.Equal(Usd(parts, "price"), Sum("price_usd"));
        Assert.Equal(Usd(parts, "credits"), Sum("credits_usd"));

        Assert.Equal(Usd(parts, "hidden_reasoning"), Sum("hidden_reasoning_usd"));
        Assert.Equal(0, Sum("abs(rounding_usd) + abs(tier_usd) + abs(geo_usd) + abs(timing_usd) + abs(unknown_usd)"));

        decimal Sum(string column) => run.Workspace.Scalar<decimal>(
            $"select sum({column}) from mart_invoice_reconciliation where provider = '{provider}'");
    }

    [Fact]
    public void Reconciliation_WrongPrice_StandsOnItsDaysOnly()
    {
        var planted = run.Truth.GetProperty("planted").GetProperty("invoice_faults").GetProperty("wrong_price");
        Assert.Equal(
            planted.GetProperty("by_day").EnumerateArray().ToDictionary(
                static day => day.GetProperty("day").GetString()!, static day => Usd(day, "overcharge_usd")),
            run.Sums(
                "strftime(period_start_date, '%Y-%m-%d')",
                "sum(price_usd)",
                "mart_invoice_reconciliation where price_usd <> 0 and llm_model = 'gpt-5.4' and meter = 'output'"));
    }

    [Fact]
    public void HiddenTokens_OfAModelThatThinksUnseen_NameTheDaysAndTheTokens()
    {
        var planted = run.Truth.GetProperty("planted").GetProperty("hidden_reasoning_shift");
        var days = planted.GetProperty("by_day").EnumerateArray().ToDictionary(
            static day => day.GetProperty("day").GetString()!,
            static day => day.GetProperty("hidden_reasoning_tokens").GetDecimal());
        Assert.Equal(days, Tokens("hidden_tokens"));
        Assert.Equal(days, Tokens("hidden_tokens_lower"));

        IReadOnlyDictionary<string, decimal> Tokens(string column) => run.Sums(
            "strftime(event_date, '%Y-%m-%d')",
            $"sum({column})",
            "mart_hidden_tokens where hidden_tokens > 0 and llm_model = 'gemini-2.5-flash'");
    }

    [Fact]
    public void HiddenTokens_OfAllOthers_AreNone() => Assert.Equal(0, run.Workspace.Scalar<long>(
        "select count(*) from mart_hidden_tokens where hidden_tokens <> 0 and llm_model <> 'gemini-2.5-flash'"));

    [Theory]
    [MemberData(nameof(Providers))]
    public void Allocation_OfAProvider_SharesOutTheWholeBill(string provider)
    {
        var invoice = run.Truth.GetProperty("planted").GetProperty("invoice_faults").GetProperty("invoices").EnumerateArray()
            .Single(invoice => invoice.GetProperty("provider").GetString() == provider);
        Assert.Equal(Usd(invoice, "billed_usd"), Sum("true"));
        Assert.Equal(Usd(invoice.GetProperty("residual_parts_usd"), "unlogged"), Sum("customer_id = '(unlogged)'"));

        decimal Sum(string condition) => run.Workspace.Scalar<decimal>(
            $"""
            select coalesce(sum(allocated_cost_usd), 0) from mart_customer_bill_allocation
            where provider = '{provider}' and {condition}
            """);
    }

    [Fact]
    public void Customers_OnBasisBilled_TogetherPayTheInvoices()
    {
        var billed = run.Truth.GetProperty("planted").GetProperty("invoice_faults").GetProperty("invoices").EnumerateArray()
            .Sum(static invoice => Usd(invoice, "billed_usd"));
        Assert.Equal(billed, run.Workspace.Scalar<decimal>(
            "select sum(cost_usd) from mart_customer_costs where cost_basis = 'billed'"));
        Assert.Equal(billed, run.Workspace.Scalar<decimal>(
            """
            select sum(cost_usd + negative_cost_usd + unattributed_cost_usd) from mart_cost_concentration
            where cost_basis = 'billed' and dimension = 'customer'
            """));
    }

    /// <summary>The share of a month that an invoice agrees with is that of its days in the daily costs.</summary>
    [Theory]
    [InlineData("mart_customer_costs", "customer_id")]
    [InlineData("mart_cost_concentration", "'everybody'")]
    [InlineData("mart_batch_savings", "concat_ws(' ', provider, llm_model, feature)")]
    public void ReconciledShare_OfAMonth_IsThatOfItsDays(string mart, string subject)
    {
        var shares = run.Sums(
            $"concat_ws(' ', month_date, {subject})",
            "round(max(reconciled_cost_share), 9)::decimal(18, 6)",
            $"{mart} where cost_basis = 'list' and reconciled_cost_share > 0");
        var days = run.Sums(
            $"concat_ws(' ', date_trunc('month', reporting_date)::date, {subject})",
            """
            coalesce(
                round(sum(if(cost_evidence = 'reconciled', cost_usd, 0)) / nullif(sum(cost_usd), 0)::double, 9), 0
            )::decimal(18, 6)
            """,
            "mart_daily_costs where cost_basis = 'list'");
        Assert.NotEmpty(shares);
        Assert.Equal(days.Where(static day => day.Value > 0).ToDictionary(), shares);
    }

    private static decimal Usd(JsonElement element, string name) => SampleRun.Number(element.GetProperty(name));
}
