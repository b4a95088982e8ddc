-- grain: one row per series (measure, provider, model, feature) and day or ISO week
-- key: series_id, point_days, point_date
-- units: level and request_mad in natural logarithms; requests in Requests
-- source: int_reasoning_levels, int_hidden_output_by_day, int_reasoning_by_day
-- why: the series that shifts are looked for in. is_used marks the points to judge: the days of a series whose median
--      day has enough requests, else its weeks, and of these only points that have enough themselves. Billed per
--      logged output compares counts and not a sample, so it needs no minimum and is always judged by day
-- kept: build
with int_reasoning_levels as (
    select * from int_reasoning_levels
),

int_hidden_output_by_day as (
    select * from int_hidden_output_by_day
),

int_reasoning_by_day as (
    select * from int_reasoning_by_day
),

request_days as (
    select
        provider,
        llm_model,
        sum(requests)::bigint as requests,
        event_date,
    from int_reasoning_by_day
    group by provider, llm_model, event_date
),

grains as (
    select
        measure,
        provider,
        llm_model,
        feature,
        case when median(requests) >= least_point_requests() then 1 else 7 end as used_point_days,
    from int_reasoning_levels
    where point_days = 1
    group by measure, provider, llm_model, feature
),

logged as (
    select
        levels.* exclude (week_date),
        levels.point_days = grains.used_point_days and levels.requests >= least_point_requests() as is_used,
    from int_reasoning_levels as levels
    inner join grains using (measure, provider, llm_model, feature)
),

billed as (
    select
        'billed_per_logged' as measure,
        hidden.provider,
        hidden.llm_model,
        '(all)' as feature,
        1 as point_days,
        coalesce(request_days.requests, 0) as requests,
        ln(hidden.billed_per_logged) as level,
        null as request_mad,
        hidden.event_date as point_date,
        true as is_used,
    from int_hidden_output_by_day as hidden
    left join request_days using (provider, llm_model, event_date)
),

points as (
    select * from logged
    union all by name
    select * from billed
),

identified as (
    select
        concat_ws(chr(31), measure, provider, llm_model, feature) as series_id,
        points.*,
    from points
)

select * from identified
