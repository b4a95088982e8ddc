using System.Globalization;
using Analytics.Pipeline;

namespace Analytics.EndToEnd.Tests.Reconciliation;

/// <summary>What was published once and is said differently later: a late file, a corrected price, a corrected bill.</summary>
public sealed class RestatementsTest
{
    private const string BillHeader =
        "BilledCost,BillingCurrency,BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,"
        + "ChargeCategory,ChargeDescription,ProviderName\n";

    private static readonly string[] AfterTheSecondRun =
    [
        "2026-03-03 corrected_invoice 10.00 12.50 2.50",
        "2026-04-01 late_file 3.00 9.00 6.00",
    ];

    [Fact]
    [Survives(8)]
    public async Task Restatements_OfEveryRun_SayBeforeAndAfter()
    {
        using var workspace = new Workspace();
        WriteBook(workspace, 3);
        WriteCall(workspace, "one", "2026-04-01", 1_000_000);
        WriteBill(workspace, (3, 10), (4, 5));
        await RunAsync(workspace);
        Assert.Empty(Restatements(workspace));

        // Days that nobody had told of are news.
        WriteCall(workspace, "two", "2026-04-01", 2_000_000);
        WriteCall(workspace, "three", "2026-04-02", 1_000_000);
        WriteBill(workspace, (3, 12.5m), (4, 5), (5, 1));
        await RunAsync(workspace);
        Assert.Equal(AfterTheSecondRun, Restatements(workspace));

        // Nothing new, and what was read before written again, restates nothing.
        WriteCall(workspace, "again", "2026-04-01", 1_000_000, "one");
        await RunAsync(workspace);
        Assert.Equal(AfterTheSecondRun, Restatements(workspace));

        // The book was wrong, and the first bill comes back as it was.
        WriteBook(workspace, 2);
        WriteCall(workspace, "four", "2026-04-01", 500_000);
        WriteBill(workspace, (3, 10), (4, 5));
        await RunAsync(workspace);
        Assert.Equal(
            [
                .. AfterTheSecondRun[..1],
                "2026-03-03 corrected_invoice 12.50 10.00 -2.50",
                "2026-03-05 corrected_invoice 1.00 0.00 -1.00",
                .. AfterTheSecondRun[1..],
                "2026-04-01 corrected_price 9.00 6.00 -3.00",
                "2026-04-01 late_file 6.00 7.00 1.00",
                "2026-04-02 corrected_price 3.00 2.00 -1.00",
            ],
            Restatements(workspace));
        Assert.Equal(9m, workspace.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"));
        Assert.Equal(15m, workspace.Scalar<decimal>("select sum(line_cost) from mart_customer_bill_allocation"));
    }

    private static IReadOnlyList<string> Restatements(Workspace workspace) => workspace.Query<string>(
        """
        select concat_ws(
            ' ', period_start_date, cause, cost_before::decimal(9, 2), cost_after::decimal(9, 2),
            cost_difference_usd::decimal(9, 2)
        )
        from mart_restatements
        order by period_start_date, commit_no, cause
        """);

    private static async Task RunAsync(Workspace workspace) => Assert.NotNull((await workspace.RunPipelineAsync(
        new Dictionary<string, SourceSettings>
        {
            ["gateway"] = new() { Kind = "litellm", Path = Path.Combine(workspace.Folder, "input", "gateway") },
            ["book"] = new() { Kind = "price-book", Path = Path.Combine(workspace.Folder, "input", "book") },
            ["bill"] = new() { Kind = "focus", Path = Path.Combine(workspace.Folder, "input", "bill") },
        })).Publish);

    private static void WriteCall(Workspace workspace, string file, string day, long tokens, string? id = null) =>
        workspace.Write(
            $"gateway/{file}.jsonl",
            LogLines.Gateway(id ?? file, $"{day}T10:00:00Z", "book", "book-model", new() { Input = tokens }) + "\n");

    private static void WriteBook(Workspace workspace, int usd) => workspace.Write(
        "book/test_prices.csv",
        "provider,llm_model,meter,pricing_unit,price_usd,valid_from,price_source\n"
        + string.Create(
            CultureInfo.InvariantCulture, $"book,book-model,uncached_input,1000000 Tokens,{usd},2020-01-01,test\n"));

    private static void WriteBill(Workspace workspace, params (int Day, decimal Usd)[] charges) => workspace.Write(
        "bill/march.csv",
        BillHeader + string.Concat(charges.Select(static charge => string.Create(
            CultureInfo.InvariantCulture,
            $"{charge.Usd},USD,acct,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,2026-03-{charge.Day:00}T00:00:00Z,"
            + $"2026-03-{charge.Day + 1:00}T00:00:00Z,Usage,gpt-5.4 output tokens,OpenAI\n"))));
}
