using System.Text.Json;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The customer whose plan does not fit its use, found by replaying the plans.</summary>
[Collection(SampleCases.Name)]
public sealed class SamplePlansTest(SampleRun run)
{
    private readonly JsonElement _planted = run.Truth.GetProperty("planted").GetProperty("wrong_plan");

    private string Month => $"""
        mart_plan_replay
        where customer_id = '{_planted.GetProperty("customer_id").GetString()}'
        and period_start_date = date '{_planted.GetProperty("month").GetString()}-01'
        """;

    [Fact]
    public void Plans_OfTheCustomerOnTheWrongOne_CostAsPlanted() => Assert.Equal(
        SampleRun.Planted(_planted.GetProperty("month_usd_by_metered_plan")),
        run.Sums("plan_id", "sum(plan_price_usd)", $"{Month} and is_limit_stated"));

    [Fact]
    public void BestPlan_OfTheCustomerOnTheWrongOne_SavesAsPlanted()
    {
        var best = run.Workspace.Query<(string Current, string Best, long Tokens, decimal Saving)>(
            $"select current_plan_id, plan_id, total_tokens, saving_usd from {Month} and is_best_plan").Single();

        Assert.Equal(_planted.GetProperty("plan_id").GetString(), best.Current);
        Assert.Equal(_planted.GetProperty("best_plan_id").GetString(), best.Best);
        Assert.Equal(_planted.GetProperty("tokens").GetInt64(), best.Tokens);
        Assert.Equal(SampleRun.Number(_planted.GetProperty("saving_usd")), best.Saving);
    }
}
