using Xunit.Abstractions;

namespace Analytics.EndToEnd.Tests.SampleTruths;

/// <summary>The projection of the sample company's spend, held to its own backtest over all its models.</summary>
[Collection(SampleCases.Name)]
public sealed class SampleProjectionTest(SampleRun run, ITestOutputHelper output)
{
    [Theory]
    [InlineData(7)]
    [InlineData(30)]
    public void Backtest_OnTheSampleByDay_CoversAndBeatsTheNaiveForecast(int daysAhead)
    {
        var verdict = run.Workspace.Query<(long Origins, long Days, double Coverage, double ErrorPerNaiveError)>(
            $"""
            select
                min(backtest_origins),
                sum(backtest_days)::bigint,
                sum(backtest_coverage_share * backtest_days) / sum(backtest_days),
                (sum(backtest_absolute_error_usd) / sum(naive_absolute_error_usd))::double,
            from mart_spend_projection
            where days_ahead = {daysAhead} and provider <> '(all)'
            """).Single();
        output.WriteLine($"{daysAhead} days ahead: {verdict}");

        Assert.True(verdict.Origins >= 12);
        Assert.InRange(verdict.Coverage, 0.7, 0.9);
        Assert.True(verdict.ErrorPerNaiveError < 1, $"{verdict} is no better than the naive forecast.");
    }

    [Fact]
    public void MonthEnd_OfAllModels_IsThatOfTheCompany() => Assert.Equal(
        run.Workspace.Scalar<decimal>("select month_end_usd from mart_spend_projection where provider = '(all)' and days_ahead = 1"),
        run.Workspace.Scalar<decimal>(
            "select sum(month_end_usd) from mart_spend_projection where provider <> '(all)' and days_ahead = 1"),
        precision: 4);
}
