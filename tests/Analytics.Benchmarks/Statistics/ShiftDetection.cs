using System.Globalization;
using Analytics.Engine;
using Analytics.SqlModels;

namespace Analytics.Benchmarks.Statistics;

/// <summary>
/// What the level-shift detection of <c>int_reasoning_alarms</c> finds on synthetic series of request-level draws: lognormal
/// reasoning with a Pareto tail of index 1.5, noisy days and quieter weekends, stationary for 35 to 48 days and then 1.5 to
/// 5 times as long. Draws come from hashes, so every run sees the same series.
/// </summary>
internal static class ShiftDetection
{
    private static string SeriesSql(int series) => $"""
        create temp table series as
        select
            series_no,
            200 + floor(200 * uniform_of(11, series_no))::integer as requests,
            6 + 2 * uniform_of(12, series_no) as typical_level,
            0.6 + 0.6 * uniform_of(13, series_no) as spread,
            [1.5, 1.5, 2.0, 3.0, 5.0][1 + series_no % 5] as factor,
            date '2026-01-05' as first_date,
            date '2026-01-05' + 35 + floor(14 * uniform_of(14, series_no))::integer as shift_date,
        from range({series}) as numbers (series_no);

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
            select
                sum(shift_date - first_date - 14) / 365.25 as series_years,
                count(*) as series_count,
                count(*) filter (factor = 1.5) as half_more_count,
            from series
        )
        select
            any_value(series_years) as series_years,
            count(*) filter (alarm_date < shift_date) / any_value(series_years) as false_alarms_per_series_year,
            count(distinct series_no) filter (alarm_date >= shift_date) / any_value(series_count) as recall,
            count(distinct series_no) filter (alarm_date >= shift_date and factor = 1.5) / any_value(half_more_count)
                as recall_of_half_more,
        from alarms
        cross join watched
        """;

    /// <summary>Makes the series and runs the product's model over them.</summary>
    /// <param name="session">A session without tables; temporary ones are made.</param>
    /// <param name="project">The SQL project.</param>
    /// <param name="series">How many, 5 or more.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<ShiftVerdict> MeasureAsync(
        EngineSession session, SqlProject project, int series, CancellationToken cancellation)
    {
        var alarms = project.Find("int_reasoning_alarms")!;
        await session.ExecuteAsync(
            $"""
            {SessionObjects.SeedsAndMacros(project)}
            {SeriesSql(series)}
            {PointsSql}
            create temp table {alarms.Name} as {alarms.Query};
            """,
            cancellation);
        return (await session.QueryAsync<ShiftVerdict>(VerdictSql, null, cancellation))[0];
    }
}

/// <summary>What was found.</summary>
internal sealed record ShiftVerdict
{
    /// <summary>Years of stationary days that were watched, over all series.</summary>
    public double SeriesYears { get; init; }

    /// <summary>Alarms before the shift, both measures.</summary>
    public double FalseAlarmsPerSeriesYear { get; init; }

    /// <summary>Part of the shifts found within three days, 0 to 1.</summary>
    public double Recall { get; init; }

    /// <summary>The same of shifts by 1.5.</summary>
    public double RecallOfHalfMore { get; init; }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {SeriesYears:F1} series-years, {FalseAlarmsPerSeriesYear:F2} false alarms per series and year (both measures);
        recall within three days {Recall:F3}, of shifts by 1.5 {RecallOfHalfMore:F3}
        """);
}
