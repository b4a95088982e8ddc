namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>A dated snapshot has the tiers of its base model when it is declared as its name, and none otherwise.</summary>
[Collection(ConformanceCases.Name)]
public sealed class T17(ConformanceRun run)
{
    private const string Day = "2026-04-18";

    private static readonly string[] Names = ["t17-model", "t17-model-2026-01-01", "t17-model-2026-03-01"];
    private static readonly string[] Tiers = ["default", "flex"];

    internal static void Plant(ConformancePack pack)
    {
        pack.Price("t17", "t17-model", "uncached_input", 2);
        pack.Price("t17", "t17-model", "uncached_input", 1, tier: "flex");
        pack.Alias("t17", "t17-model-2026-01-01", "t17-model");
        pack.Price("t17", "t17-model-2026-03-01", "uncached_input", 2);
        pack.Add(
            "t17-gateway", "litellm", "a.jsonl",
            Names.SelectMany(static model =>
                Tiers.Select(tier => LogLines.Gateway(
                    $"{model}-{tier}", $"{Day}T10:00:00Z", "t17", model, new() { Input = 1_000_000 }, tier))));
    }

    [Theory]
    [InlineData("t17-model-default", 2)]
    [InlineData("t17-model-flex", 1)]
    [InlineData("t17-model-2026-01-01-default", 2)]
    [InlineData("t17-model-2026-01-01-flex", 1)]
    [InlineData("t17-model-2026-03-01-default", 2)]
    public void Cost_NameOrModel_HasItsTiers(string id, decimal usd) => Assert.Equal(
        usd * 1_000_000_000_000m,
        run.Value<long>($"select list_cost_picousd from priced_requests where request_id = '{id}'"));

    [Fact]
    [Survives(23)]
    public void Cost_SnapshotWithoutTheTier_IsUnpricedAndNeverStandard()
    {
        const string Where = "from priced_requests where request_id = 't17-model-2026-03-01-flex'";
        Assert.Equal("unknown_tier", run.Value<string>($"select unpriced_reason {Where}"));
        Assert.Null(run.Value<long?>($"select list_cost_picousd {Where}"));
        Assert.Equal(8m, run.CostOf(Day));
        Assert.Equal(1, run.Day<long>(Day, "sum(unpriced_requests)::bigint"));
    }
}
