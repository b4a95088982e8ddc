namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The tails of requests and of customers are those of what was planted.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleTailsTest(SampleRun run)
{
    /// <summary>Below the 1,000 largest, members of a bucket of 2 % count as equal.</summary>
    [Theory]
    [InlineData("2026-08", "request", "list_cost")]
    [InlineData("2026-09", "request", "list_cost")]
    [InlineData("2026-10", "request", "list_cost")]
    [InlineData("2026-08", "customer", "customer_list_cost")]
    [InlineData("2026-09", "customer", "customer_list_cost")]
    [InlineData("2026-10", "customer", "customer_list_cost")]
    public void Tail_OfListCosts_IsAsPlanted(string month, string dimension, string measure)
    {
        var planted = run.Truth.GetProperty("concentration").GetProperty(month).GetProperty(dimension);
        var (members, mean, gini, top) = run.Workspace.Query<(long Members, double Mean, double Gini, double Top)>(
            $"""
            select requests, mean_value, gini, top_1_percent_share from mart_tail_risk
            where month_date = date '{month}-01' and llm_model = '(all)' and measure = '{measure}'
            """).Single();

        Assert.Equal(planted.GetProperty("members").GetInt64(), members);
        Assert.Equal((double)SampleRun.Number(planted.GetProperty("total_usd")), mean * members, 1e-6);
        Assert.Equal((double)SampleRun.Number(planted.GetProperty("gini")), gini, 2e-5);
        Assert.Equal((double)SampleRun.Number(planted.GetProperty("top_share").GetProperty("1%")), top, 2e-5);
    }

    /// <summary>Every call on the company's own GPU, and no other, has a cost by peaks of each width.</summary>
    [Theory]
    [InlineData("peak_cost_10s")]
    [InlineData("peak_cost_60s")]
    [InlineData("peak_cost_300s")]
    public void PeakCosts_OfTheOwnGpu_AreThoseOfItsCalls(string measure) => Assert.Equal(
        run.Truth.GetProperty("requests").GetProperty("by_provider_and_day").GetProperty("hosted_vllm").EnumerateObject()
            .GroupBy(static day => day.Name[..7], static day => day.Value.GetDecimal())
            .ToDictionary(static days => days.Key, static days => days.Sum()),
        run.Sums(
            "strftime(month_date, '%Y-%m')",
            "sum(requests)::decimal(18)",
            $"mart_tail_risk where llm_model = '(all)' and measure = '{measure}'"));
}
