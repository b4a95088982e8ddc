namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>Sums are exact, and a single token at a millionth of a dollar survives.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T45(ConformanceRun run)
{
    private const string Day = "2026-05-16";
    private const int Calls = 10_000;

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t45", "t45-cheap", "uncached_input", 1);
        pack.Price("t45", "t45-tenth", "uncached_input", 0.1m);
        pack.Add("t45-gateway", "litellm", "a.jsonl", Enumerable.Range(0, Calls).Select(static number => LogLines.Gateway(
            $"t45-{number}",
            $"{Day}T10:00:00Z",
            "t45",
            number % 2 == 0 ? "t45-cheap" : "t45-tenth",
            new() { Input = 1 },
            user: $"customer-{number % 7}")));
    }

    [Fact]
    public void Cost_OneToken_Survives() => Assert.Equal(
        1_000_000, run.Value<long>("select list_cost_picousd from priced_requests where request_id = 't45-0'"));

    [Fact]
    public void Mart_ManySmallCosts_AddUpWithoutNoise()
    {
        Assert.Equal(0.0055m, run.CostOf(Day));
        Assert.Equal(
            run.Value<decimal>(
                "select sum(list_cost_picousd)::decimal(38, 0) from priced_requests where source = 't45-gateway'"),
            1_000_000_000_000m * run.CostOf(Day));
        Assert.Equal(
            0.0055m,
            run.Value<decimal>(
                "select sum(cost_usd) from mart_customer_costs where cost_basis = 'list' and customer_id like 'customer-%'"));
    }
}
