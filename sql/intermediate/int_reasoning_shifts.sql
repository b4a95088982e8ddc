-- grain: one row per shift of how long a model thinks, of a model and feature, or of a model by its invoice
-- key: measure, provider, llm_model, feature, start_date
-- units: score in standard deviations of the baseline; days as DATE
-- source: int_reasoning_alarms, int_reasoning_points
-- why: an alarm comes days or, for small series, weeks after the change. Looking back, the first day of the new level
--      is the cut that splits the days around it best (greatest sum of squares between both sides). A shift that both
--      measures saw is one shift. Before and after are the four weeks on each side, up to the next shift
-- kept: build
with int_reasoning_alarms as (
    select * from int_reasoning_alarms
),

int_reasoning_points as (
    select * from int_reasoning_points
),

alarms as (
    select
        int_reasoning_alarms.*,
        points.measure,
        points.provider,
        points.llm_model,
        points.feature,
        int_reasoning_alarms.alarm_date + points.point_days - 1 as detected_date,
    from int_reasoning_alarms
    inner join int_reasoning_points as points
        on int_reasoning_alarms.series_id = points.series_id
        and int_reasoning_alarms.alarm_date = points.point_date
        and points.is_used
),

days as (
    select
        alarms.series_id,
        alarms.alarm_date,
        alarms.restart_date,
        points.point_date,
        points.requests,
        points.level,
        sum(points.requests) over earlier as requests_before,
        sum(points.requests * points.level) over earlier as level_before,
        sum(points.requests) over later as requests_after,
        sum(points.requests * points.level) over later as level_after,
    from alarms
    inner join int_reasoning_points as points
        on alarms.series_id = points.series_id
        and points.point_days = 1
        and points.requests > 0
        and points.point_date between alarms.restart_date - 28 and alarms.detected_date
    window
        earlier as (
            partition by alarms.series_id, alarms.alarm_date order by points.point_date
            rows between unbounded preceding and 1 preceding
        ),
        later as (
            partition by alarms.series_id, alarms.alarm_date order by points.point_date
            rows between current row and unbounded following
        )
),

cuts as (
    select
        series_id,
        alarm_date,
        point_date as start_date,
    from days
    where
        point_date >= restart_date - 7
        and level_after / requests_after > level_before / requests_before
    qualify row_number() over (
        partition by series_id, alarm_date
        order by
            requests_before * requests_after / (requests_before + requests_after)
            * power(level_after / requests_after - level_before / requests_before, 2) desc,
            point_date
    ) = 1
),

dated as (
    select
        alarms.*,
        coalesce(cuts.start_date, alarms.restart_date) as start_date,
    from alarms
    left join cuts using (series_id, alarm_date)
    qualify row_number() over (
        partition by alarms.series_id, coalesce(cuts.start_date, alarms.restart_date) order by alarms.alarm_date
    ) = 1
),

distinct_shifts as (
    select *
    from dated
    where
        measure <> 'reasoning_per_visible'
        or not exists (
            from dated as medians
            where
                medians.measure = 'median_tokens'
                and medians.provider = dated.provider
                and medians.llm_model = dated.llm_model
                and medians.feature = dated.feature
                and abs(medians.start_date - dated.start_date) <= 14
        )
),

shifts as (
    select
        measure,
        provider,
        llm_model,
        feature,
        rule,
        score,
        start_date - 28 as before_date,
        start_date,
        least(start_date + 28, coalesce(lead(start_date) over (
            partition by measure, provider, llm_model, feature order by start_date
        ), start_date + 28)) as end_date,
        detected_date,
    from distinct_shifts
)

select * from shifts
