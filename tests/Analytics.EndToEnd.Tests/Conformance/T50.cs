using System.Globalization;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>One path that loses the customer shows as that path, and its cost stays in the total under a name of its own.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T50(ConformanceRun run)
{
    private const string Day = "2026-05-21";

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t50", "t50-model", "uncached_input", 2);
        pack.Add("t50-chat-path", "litellm", "a.jsonl", Calls("chat", "t50-acme", "t50-acme", "t50-globex", "t50-acme"));
        pack.Add("t50-responses-path", "litellm", "a.jsonl", Calls("responses", "", "t50-acme", "", ""));
    }

    [Theory]
    [InlineData("t50-chat-path", 0.0, null)]
    [InlineData("t50-responses-path", 0.75, "0.006")]
    public void DataQuality_Path_TellsItsUnattributedShareAndCost(string source, double share, string? usd)
    {
        var rows = $"from mart_data_quality where source = '{source}' and event_date = date '{Day}'";
        Assert.Equal(4, run.Value<long>($"select requests {rows}"));
        Assert.Equal(share, run.Value<double>($"select unattributed_share {rows}"), 12);
        Assert.Equal(
            usd is null ? null : decimal.Parse(usd, CultureInfo.InvariantCulture),
            run.Value<decimal?>($"select unattributed_cost_usd {rows}"));
    }

    [Fact]
    public void Mart_Day_KeepsTheLostCallsUnderAName()
    {
        Assert.Equal(0.016m, run.CostOf(Day));
        Assert.Equal(
            [("(unattributed)", 3L, 0.006m), ("t50-acme", 4L, 0.008m), ("t50-globex", 1L, 0.002m)],
            run.Rows<(string, long, decimal)>(
                $"""
                select customer_id, sum(requests)::bigint, sum(cost_usd) from mart_daily_costs
                where cost_basis = 'list' and event_date = date '{Day}' group by customer_id order by customer_id
                """));
    }

    private static IEnumerable<string> Calls(string path, params string[] customers) => customers.Select((customer, number) =>
        LogLines.Gateway(
            $"t50-{path}-{number}", $"{Day}T10:00:0{number}Z", "t50", "t50-model", new() { Input = 1_000 }, user: customer));
}
