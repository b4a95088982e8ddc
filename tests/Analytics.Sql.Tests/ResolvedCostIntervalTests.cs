using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;
using Xunit.Abstractions;

namespace Analytics.Sql.Tests;

/// <summary>
/// Holds the interval of a cost per resolved task to its 95 %: 1,000 synthetic sets of tasks per case, lognormal costs,
/// dear tasks resolved half as often as cheap ones. Draws come from hashes, so every run sees the same sets.
/// </summary>
public sealed class ResolvedCostIntervalTests(ITestOutputHelper output)
{
    private const string CoverageSql = """
        with cases (case_no, tasks, resolved_share, spread) as (
            values (1, 60, 0.4, 1.0), (2, 200, 0.4, 1.0), (3, 200, 0.15, 1.0), (4, 200, 0.7, 1.2), (5, 1000, 0.3, 1.5)
        ),
        tasks as (
            select
                case_no,
                set_no,
                resolved_share,
                spread,
                unnest(range(tasks)) as task,
            from cases
            cross join range(1000) as sets (set_no)
        ),
        drawn as (
            select
                * exclude (task),
                normal_of(hash(31, case_no, set_no), task) as level,
                exp(spread * level) as usd,
                (uniform_of(hash(32, case_no, set_no), task) < resolved_share * if(level > 0, 2 / 3, 4 / 3))::integer
                    as resolved,
            from tasks
        ),
        sums as (
            select
                case_no,
                any_value(exp(spread * spread / 2) / resolved_share) as truth,
                count(*) as n,
                sum(usd) as usd,
                sum(resolved) as resolved,
                mean_covariance(sum(usd * usd), sum(usd), sum(usd), count(*)) as usd_variance,
                mean_covariance(sum(resolved), sum(resolved), sum(resolved), count(*)) as resolved_variance,
                mean_covariance(sum(usd * resolved), sum(usd), sum(resolved), count(*)) as covariance,
            from drawn
            group by case_no, set_no
        ),
        bounds as (
            select
                case_no,
                truth,
                ratio_bound(usd / n, resolved / n, usd_variance, resolved_variance, covariance, -1) as low,
                ratio_bound(usd / n, resolved / n, usd_variance, resolved_variance, covariance, 1) as high,
            from sums
        )
        select case_no, avg((truth between low and coalesce(high, truth))::integer) as share
        from bounds
        group by case_no
        order by case_no
        """;

    [Fact]
    public async Task Interval_OnSyntheticTasks_HoldsItsCoverageWithinThreePoints()
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Repository.Project.Root] });
        await session.ExecuteAsync(SessionObjects.SeedsAndMacros(Repository.Project), CancellationToken.None);
        var cases = await session.QueryAsync<Coverage>(CoverageSql, null, CancellationToken.None);
        Assert.All(cases, found =>
        {
            output.WriteLine(found.ToString());
            Assert.InRange(found.Share, 0.92, 0.98);
        });
    }

    private sealed record Coverage
    {
        public int CaseNo { get; init; }

        public double Share { get; init; }

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"case {CaseNo}: the interval holds the truth in {Share:P1} of the sets");
    }
}
