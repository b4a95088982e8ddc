-- grain: one row per UTC week, provider, model and feature (and all of a model)
-- key: week_date, provider, llm_model, feature
-- units: requests per second over whole minutes; seconds of the week between the first and the last day seen
-- source: int_minute_loads_by_day, settings
-- why: a minute at the 95th percentile of all minutes, idle ones among them, is what capacity has to bear
-- kept: build
with int_minute_loads_by_day as (
    select * from int_minute_loads_by_day
),

settings as (
    select * from settings
),

first_days as (
    select min(event_date) as first_date from int_minute_loads_by_day
),

week_loads as (
    select
        provider,
        llm_model,
        feature,
        requests_in_minute,
        sum(minutes) as minutes,
        date_trunc('week', event_date)::date as week_date,
    from int_minute_loads_by_day
    group by provider, llm_model, feature, requests_in_minute, date_trunc('week', event_date)
),

placed as (
    select
        week_loads.*,
        sum(minutes) over (
            partition by provider, llm_model, feature, week_date order by requests_in_minute desc
        ) as minutes_from_here,
        1440 * (
            least(week_date + 7, settings.as_of_date + 1) - greatest(week_date, first_days.first_date)
        ) as week_minutes,
    from week_loads
    cross join settings
    cross join first_days
),

-- At most 5 % of the minutes are busier than the 95th percentile; a week idle for more than that has 0.
quantiles as (
    select
        provider,
        llm_model,
        feature,
        sum(requests_in_minute * minutes) as requests,
        any_value(week_minutes) * 60 as week_seconds,
        coalesce(max(requests_in_minute) filter (minutes_from_here > 0.05 * week_minutes), 0) / 60
            as requests_per_second_p95,
        max(requests_in_minute) / 60 as requests_per_second_peak,
        week_date,
    from placed
    group by provider, llm_model, feature, week_date
)

select * from quantiles
