using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The hours in which the planted customer and the planted hour cost more than their plans earn.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleMarginsTest(SampleRun run)
{
    private readonly JsonElement _customer = run.Truth.GetProperty("planted").GetProperty("underwater_customer");
    private readonly JsonElement _hour = run.Truth.GetProperty("planted").GetProperty("context_collision");

    /// <summary>The customer that pays 40 and costs thousands is behind most of the worst hours, and behind the very worst.</summary>
    [Fact]
    public void Windows_WorstPercent_AreMostlyThoseOfTheUnderwaterCustomer()
    {
        var where = $"from mart_margin_windows where month_date = date '{Text(_customer, "month")}-01' and is_worst_percent";
        var isTheirs = $"dearest_customer_id = '{Text(_customer, "customer_id")}' and plan_id = '{Text(_customer, "plan_id")}'";

        Assert.True(run.Workspace.Scalar<bool>($"select {isTheirs} {where} and loss_rank = 1"));
        Assert.InRange(run.Workspace.Scalar<double>($"select count(*) filter ({isTheirs}) / count(*) {where}"), 0.8, 1);
        Assert.True(run.Workspace.Scalar<bool>($"select bool_and(is_loss) {where}"));
    }

    [Fact]
    public void Windows_OfTheHourOfLongContexts_AreTheWorstOfTheMonth()
    {
        var first = run.Workspace.Query<(string Customer, decimal Margin, decimal Revenue, decimal Cost)>(
            $"""
            select dearest_customer_id, margin_usd, revenue_usd, cost_usd from mart_margin_windows
            where hour_start = timestamptz '{Text(_hour, "from")}' and loss_rank <= 2 order by loss_rank
            """);

        Assert.Equal(2, first.Count);
        Assert.All(first, window => Assert.Contains(
            window.Customer,
            _hour.GetProperty("customer_ids").EnumerateArray().Select(static customer => customer.GetString())));
        Assert.All(first, static window => Assert.Equal(window.Margin, window.Revenue - window.Cost));
        Assert.InRange(
            first.Sum(static window => window.Cost),
            SampleRun.Number(_hour.GetProperty("list_cost_usd")),
            SampleRun.Number(_hour.GetProperty("list_cost_usd")) * 1.05m);
    }

    [Fact]
    public void Windows_OfAMonth_CostWhatItsCustomersCost() => Assert.Equal(
        SampleRun.Planted(run.Truth.GetProperty("list_cost").GetProperty("by_month_usd")),
        run.Sums("strftime(month_date, '%Y-%m')", "sum(cost_usd)", "mart_margin_windows"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
