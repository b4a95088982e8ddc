using System.Numerics;

namespace Analytics.Sql.Tests.Serving;

/// <summary>What holds for any calls: the split of rent is complete, fair to order and days, and that of every step.</summary>
public sealed class SweepPropertyTests
{
    private const int Calls = 600;

    private const string Costs = "select * from int_allocated_costs";

    /// <summary>Running sums give what adding up segment by segment gives, to a millionth.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Shares_OfRandomCalls_AreThoseOfEveryStep(int seed)
    {
        using var build = await SweepBuild.OfAsync(seed, Calls);
        var worst = await build.Session.QueryAsync<Difference>(
            """
            with steps as (
                select
                    pieces.piece_no,
                    rates.segment_us,
                    rates.sequences,
                    (pieces.level_parts + pieces.growth_parts * rates.middle_us) / token_parts() as tokens,
                    servings.mid_serving as serving,
                    shares_of(rates.weight_units) as weights_us,
                    per_bytes_of(rates.kv_units) as us_per_byte,
                    per_work_of(rates.compute_units) as us_per_work,
                from int_serving_pieces as pieces
                inner join int_decode_rates as rates
                    on pieces.serving_no = sweep_serving_no(rates.event_key)
                    and rates.segment_us > 0
                    and sweep_us(rates.event_key) > pieces.decode_from_us
                    and sweep_us(rates.event_key) <= pieces.decode_to_us
                inner join int_servings as servings
                    on pieces.serving_no = servings.serving_no
            ),
            borne as (
                select
                    piece_no,
                    sum(weights_us) as weights_us,
                    sum(us_per_byte * step_kv_bytes(serving, 1, tokens)) as kv_us,
                    sum(us_per_work * (serving.gpu_seconds_per_token + serving.gpu_seconds_per_decode_pair * tokens))
                        as compute_us,
                from steps
                group by piece_no
            )
            select
                count(*) as Pieces,
                max(greatest(
                    abs(borne.weights_us - shares.weights_us) / (1 + borne.weights_us),
                    abs(borne.kv_us - shares.kv_us) / (1 + borne.kv_us),
                    abs(borne.compute_us - shares.compute_us) / (1 + borne.compute_us)
                )) as Worst,
                min(least(shares.weights_us, shares.kv_us, shares.compute_us)) as Least,
                max(shares.compute_us) as Computing,
            from borne
            inner join int_piece_shares as shares
                on borne.piece_no = shares.piece_no
            """,
            null,
            CancellationToken.None);

        Assert.InRange(worst[0].Pieces, Calls / 2, long.MaxValue);
        Assert.InRange(worst[0].Worst, 0, 1e-6);
        Assert.InRange(worst[0].Least, -1e-6, double.MaxValue);
        Assert.True(worst[0].Computing > 0);
    }

    /// <summary>Parts and idle time are the rent of every day and deployment, and no part is negative.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Costs_OfRandomCalls_AddUpToTheRent(int seed)
    {
        using var build = await SweepBuild.OfAsync(seed, Calls);
        var days = await build.Session.QueryAsync<Day>(
            """
            select
                sum(
                    prefill_cost_picousd + decode_weights_cost_picousd + decode_kv_cost_picousd
                    + decode_compute_cost_picousd + idle_cost_picousd
                ) as Charged,
                any_value(servings.rent_picousd_per_hour) * 24 as Rent,
                min(least(
                    prefill_cost_picousd, decode_weights_cost_picousd, decode_kv_cost_picousd,
                    decode_compute_cost_picousd, idle_cost_picousd
                )) as Least,
            from int_allocated_costs as costs
            inner join int_servings as servings
                on costs.deployment = servings.deployment
            group by costs.deployment, costs.event_date
            """,
            null,
            CancellationToken.None);

        Assert.InRange(days.Count, 9, 12);
        Assert.All(days, static day => Assert.Equal(day.Rent, day.Charged));
        Assert.All(days, static day => Assert.InRange(day.Least, 0, long.MaxValue));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Costs_OfCallsInAnotherOrder_AreTheSame(int seed)
    {
        using var build = await SweepBuild.OfAsync(seed, Calls);
        using var shuffled = await SweepBuild.OfAsync(seed, Calls, order: "hash(dedupe_key)");

        Assert.Equal(await RowsAsync(build, Costs), await RowsAsync(shuffled, Costs));
    }

    /// <summary>A day built from the calls that touch it costs the same as in a build of all days.</summary>
    [Theory]
    [InlineData("2026-06-01")]
    [InlineData("2026-06-02")]
    [InlineData("2026-06-03")]
    public async Task Costs_OfOneDay_DoNotDependOnOtherDays(string day)
    {
        using var whole = await SweepBuild.OfAsync(4, Calls);
        using var alone = await SweepBuild.OfAsync(
            4, Calls, $"event_date <= date '{day}' and make_timestamp(ended_us)::date >= date '{day}'");
        var costs = $"{Costs} where event_date = date '{day}'";

        Assert.Equal(await RowsAsync(whole, costs), await RowsAsync(alone, costs));
    }

    /// <summary>Nobody to share with: the call bears all prompts and decoding of its hours, and the idle time.</summary>
    [Fact]
    public async Task Costs_OfACallAlone_AreAll()
    {
        for (var call = 1; call < 8; call++)
        {
            using var build = await SweepBuild.OfAsync(5, Calls, $"dedupe_key = 'call {call}'");
            var left = await build.Session.QueryAsync<Left>(
                """
                select
                    (select sum(prefill_picousd + decode_picousd) from int_serving_hours)
                    - sum(
                        prefill_cost_picousd + decode_weights_cost_picousd + decode_kv_cost_picousd
                        + decode_compute_cost_picousd
                    ) as Direct,
                    (select any_value(servings.rent_picousd_per_hour) * 24 from int_servings as servings
                        inner join int_allocated_costs as costs on servings.deployment = costs.deployment)
                    * count(distinct event_date) - sum(
                        prefill_cost_picousd + decode_weights_cost_picousd + decode_kv_cost_picousd
                        + decode_compute_cost_picousd + idle_cost_picousd
                    ) as Rent,
                from int_allocated_costs
                """,
                null,
                CancellationToken.None);
            Assert.Equal((BigInteger.Zero, BigInteger.Zero), (left[0].Direct, left[0].Rent));
        }
    }

    private static async Task<string> RowsAsync(SweepBuild build, string query) =>
        (await build.Session.QueryAsync<string>(
            $"select string_agg(rows::varchar, chr(10) order by dedupe_key, event_date) from ({query}) as rows",
            null,
            CancellationToken.None))[0];

    private sealed record Difference
    {
        public long Pieces { get; init; }

        public double Worst { get; init; }

        public double Least { get; init; }

        public double Computing { get; init; }
    }

    private sealed record Day
    {
        public BigInteger Charged { get; init; }

        public BigInteger Rent { get; init; }

        public long Least { get; init; }
    }

    private sealed record Left
    {
        public BigInteger Direct { get; init; }

        public BigInteger Rent { get; init; }
    }
}
