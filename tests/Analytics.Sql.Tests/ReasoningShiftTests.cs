using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;
using Xunit.Abstractions;

namespace Analytics.Sql.Tests;

/// <summary>
/// Holds the level-shift detection of <c>int_reasoning_alarms</c> to its promise on 1,000 synthetic series of request-level
/// draws: lognormal reasoning with a Pareto tail of index 1.5, noisy days and quieter weekends, stationary for 35 to 48
/// days and then 1.5 to 5 times as long. Draws come from hashes, so every run sees the same series.
/// </summary>
public sealed class ReasoningShiftTests(ITestOutputHelper output)
{
    private const string SeriesSql = """
        create temp table series as
        select
            series_no,
            200 + floor(200 * uniform_of(11, series_no))::integer as requests,
            6 + 2 * uniform_of(12, series_no) as typical_level,
            0.6 + 0.6 * uniform_of(13, series_no) as spread,
            [1.5, 1.5, 2.0, 3.0, 5.0][1 + series_no % 5] as factor,
            date '2026-01-05' as first_date,
            date '2026-01-05' + 35 + floor(14 * uniform_of(14, series_no))::integer as shift_date,
        from range(1000) as numbers (series_no);

        create temp table series_days as
        select
            series.*,
            first_date + day_no::integer as point_date,
            hash(15, series_no, day_no) as seed,
            hash(16, series_no, day_no) as tail_seed,
            typical_level + 0.04 * normal_of(hash(17, series_no), day_no) - if(day_no % 7 >= 5, 0.1, 0)
            + if(point_date >= shift_date, ln(factor), 0) as centre,
        from series
        cross join range(55) as numbers (day_no)
        where point_date < shift_date + 3;
        """;

    private const string PointsSql = """
        create temp table int_reasoning_points as
        with draws as (
            select *, unnest(range(requests)) as draw from series_days
        ),
        requests as (
            select
                series_no,
                point_date,
                round(
                    exp(centre + spread * normal_of(seed, draw))
                    * power(least(1, 20 * uniform_of(tail_seed, draw)), -1 / 1.5)
                ) as tokens,
            from draws
        ),
        days as (
            select
                series_no,
                count(*) as requests,
                median(ln(1 + tokens)) as median_level,
                mad(ln(1 + tokens)) as request_mad,
                ln(avg(tokens)) as ratio_level,
                point_date,
            from requests
            group by series_no, point_date
        )
        select
            concat(measure, ' ', series_no) as series_id,
            measure,
            1 as point_days,
            requests,
            if(measure = 'median_tokens', median_level, ratio_level) as level,
            if(measure = 'median_tokens', request_mad, null) as request_mad,
            true as is_used,
            point_date,
        from days
        cross join (values ('median_tokens'), ('reasoning_per_visible')) as measures (measure);
        """;

    private const string VerdictSql = """
        with alarms as (
            select series.*, alarm_date
            from int_reasoning_alarms
            inner join series on split_part(series_id, ' ', 2)::bigint = series_no
        ),
        watched as (
            select sum(shift_date - first_date - 14) / 365.25 as series_years from series
        )
        select
            any_value(series_years) as series_years,
            count(*) filter (alarm_date < shift_date) / any_value(series_years) as false_alarms_per_series_year,
            count(distinct series_no) filter (alarm_date >= shift_date) / 1000 as recall,
            count(distinct series_no) filter (alarm_date >= shift_date and factor = 1.5) / 400 as recall_of_half_more,
        from alarms
        cross join watched
        """;

    [Fact]
    public async Task Alarms_OnSyntheticSeries_FindShiftsWithinThreeDaysAndSeldomElse()
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Repository.Project.Root] });
        var alarms = Repository.Project.Find("int_reasoning_alarms")!;
        await session.ExecuteAsync(
            $"""
            {SessionObjects.SeedsAndMacros(Repository.Project)}
            {SeriesSql}
            {PointsSql}
            create temp table {alarms.Name} as {alarms.Query};
            """,
            CancellationToken.None);
        var verdict = (await session.QueryAsync<Verdict>(VerdictSql, null, CancellationToken.None))[0];
        output.WriteLine(verdict.ToString());
        Assert.True(verdict.Recall >= 0.95, $"Found {verdict.Recall} of the shifts within three days, expected 0.95.");
        Assert.True(
            verdict.FalseAlarmsPerSeriesYear <= 1,
            $"Found {verdict.FalseAlarmsPerSeriesYear} false alarms per series and year, expected at most 1.");
    }

    private sealed record Verdict
    {
        public double SeriesYears { get; init; }

        public double FalseAlarmsPerSeriesYear { get; init; }

        public double Recall { get; init; }

        public double RecallOfHalfMore { get; init; }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {SeriesYears:F1} series-years, {FalseAlarmsPerSeriesYear:F2} false alarms per series and year (both measures);
            recall within three days {Recall:F3}, of shifts by 1.5 {RecallOfHalfMore:F3}
            """);
    }
}
