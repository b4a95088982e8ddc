namespace Analytics.Sql.Tests.Tails;

/// <summary>
/// The whole chain from requests to <c>mart_tail_risk</c> on samples whose law is known: quantile grids, so that no
/// luck is involved.
/// </summary>
public sealed class TailFamilyTests
{
    private const string Laws =
        """
        create temp table laws as
        select 'pareto 1.2' as llm_model, round(1000 * power(100001 / place, 1 / 1.2))::bigint as value
        from range(1, 100001) as places (place)
        union all
        select 'pareto 1.5', round(1000 * power(100001 / place, 1 / 1.5))::bigint
        from range(1, 100001) as places (place)
        union all
        select 'pareto 2', round(1000 * power(100001 / place, 1 / 2.0))::bigint
        from range(1, 100001) as places (place)
        union all
        select 'pareto 3', round(1000 * power(100001 / place, 1 / 3.0))::bigint
        from range(1, 100001) as places (place)
        union all
        -- an exponential law, which is a power law of exponent 0 truncated
        select 'exponential', round(1000 + -20000 * ln(place / 20001))::bigint from range(1, 20001) as places (place)
        """;

    /// <summary>Hill, Gini and the share of the top 1 % of the Pareto grids, to three digits.</summary>
    [Fact]
    public async Task Tail_OfKnownLaws_IsTold()
    {
        using var tails = TailRun.Of(Laws);
        var risks = await tails.RisksAsync();
        Assert.Equal("truncated_power_law", risks["exponential"].TailFamily);
        foreach (var (name, hill, gini, top) in new[]
        {
            ("pareto 1.2", 1.204, 0.6705, 0.382),
            ("pareto 1.5", 1.505, 0.4911, 0.201),
            ("pareto 2", 2.007, 0.3318, 0.098),
            ("pareto 3", 3.010, 0.1998, 0.046),
        })
        {
            var risk = risks[name];
            Assert.Equal("power_law", risk.TailFamily);
            Assert.Equal(hill, risk.HillIndex1Percent!.Value, 0.01 * hill);
            Assert.Equal(gini, risk.Gini!.Value, 0.0006);
            Assert.Equal(top, risk.Top1PercentShare!.Value, 0.0006);
        }
    }

    /// <summary>
    /// Months whose largest two fifths are drawn from a power law: p lies anywhere from 0 to 1, and refuses about one in
    /// ten of them.
    /// </summary>
    [Fact]
    public async Task Bootstrap_OfSamplesFromTheLaw_RefusesFewOfThem()
    {
        using var tails = TailRun.OnDays(
            """
            create temp table laws as
            select
                'drawn' as llm_model,
                month,
                round(1000 * if(
                    uniform_of(hash(month, place), 1) < 0.4, power(uniform_of(hash(month, place), 2), -1 / 1.5),
                    uniform_of(hash(month, place), 2)
                ))::bigint + 10 as value,
            from range(12) as months (month)
            cross join range(2000) as places (place)
            """,
            "(date '2020-01-01' + to_months(month))::date");

        var chances = await tails.BootstrapsAsync();

        Assert.Equal(12, chances.Count);
        Assert.InRange(chances.Average(), 0.35, 0.65);
        Assert.True(chances.Count(static chance => chance <= 0.1) <= 3);
    }
}
