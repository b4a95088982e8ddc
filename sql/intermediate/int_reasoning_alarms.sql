-- grain: one row per series and alarm of the level-shift detection
-- key: series_id, alarm_date
-- units: levels and deviation in natural logarithms; score in standard deviations of the baseline
-- source: int_reasoning_points
-- why: a level that jumped (spike: two points at five deviations, or one where it doubled in many requests) or crept
--      up (drift: the cumulative sum of scores passes its limit). The baseline is the median of the trailing points
--      without flagged ones, after taking out what the weekday does. Each alarm starts the series anew at the change,
--      so one round of the recursion finds the next alarm of every series
-- kept: build
with recursive alarms as (
    select
        series_id,
        null::varchar as rule,
        null::double as baseline_level,
        null::double as deviation,
        null::double as score,
        min(point_date) as restart_date,
        null::date as alarm_date,
    from int_reasoning_points
    where is_used
    group by series_id
    union all
    (
        with segments as (
            select points.*
            from int_reasoning_points as points
            inner join alarms using (series_id)
            where points.is_used and points.point_date >= alarms.restart_date
        ),

        -- What a weekday is usually above the month is known after three weeks, from its last four.
        adjusted as (
            select
                * replace (
                    case
                        when point_days = 1 and count(*) over weekday >= 3
                            then level - median(level) over weekday + median(level) over month
                        else level
                    end as level
                ),
            from segments
            window weekday as (
                partition by series_id, isodow(point_date) order by point_date
                rows between 4 preceding and 1 preceding
            ), month as (
                partition by series_id order by point_date
                range between interval 28 days preceding and interval 1 day preceding
            )
        ),

        -- Points that stand out too far to be part of a baseline, by a baseline that still has them.
        flagged as (
            select
                *,
                count(*) over baseline >= least_baseline_points(point_days)
                and abs(level - median(level) over baseline)
                >= 5 * level_deviation(mad(level) over baseline, request_mad, requests) as is_flagged,
            from adjusted
            window baseline as (
                partition by series_id order by point_date
                range between to_days(baseline_days(point_days)) preceding and interval 1 day preceding
            )
        ),

        baselines as (
            select
                *,
                median(level) filter (where not is_flagged) over baseline as baseline_level,
                level_deviation(mad(level) filter (where not is_flagged) over baseline, request_mad, requests)
                    as deviation,
                count(*) filter (where not is_flagged) over baseline as baseline_points,
            from flagged
            window baseline as (
                partition by series_id order by point_date
                range between to_days(baseline_days(point_days)) preceding and interval 1 day preceding
            )
        ),

        scored as (
            select
                *,
                (level - baseline_level) / deviation as score,
                is_spike((level - baseline_level) / deviation, level - baseline_level) as is_high,
                sum(drift_step((level - baseline_level) / deviation)) over series as drift_total,
                lead(point_date) over series as next_date,
            from baselines
            where baseline_points >= least_baseline_points(point_days)
            window series as (partition by series_id order by point_date)
        ),

        -- The sum with a floor of 0 is the running total above its lowest value so far.
        judged as (
            select
                *,
                drift_total - least(0, min(drift_total) over series) as drift,
                coalesce(lag(is_high) over series, false) as was_high,
                lag(point_date) over series as last_date,
                min(point_date) over series as first_date,
            from scored
            window series as (partition by series_id order by point_date)
        ),

        started as (
            select
                *,
                is_high and (was_high or is_sure_spike(score, level - baseline_level, requests)) as is_jump,
                coalesce(max(next_date) filter (where drift = 0) over series, first_date) as rise_date,
            from judged
            window series as (partition by series_id order by point_date)
        )

        select
            series_id,
            case when is_jump then 'spike' else 'drift' end as rule,
            baseline_level,
            deviation,
            score,
            if(is_jump, if(was_high, last_date, point_date), rise_date) as restart_date,
            point_date as alarm_date,
        from started
        where is_jump or drift > drift_limit(measure)
        qualify row_number() over (partition by series_id order by point_date) = 1
    )
),

raised as (select * from alarms where alarm_date is not null)

select * from raised
