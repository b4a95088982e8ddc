-- grain: one row per UTC hour, provider and model with calls
-- key: hour_start, provider, llm_model
-- units: shares from 0 to 1
-- source: int_retries_by_hour
-- why: calls fail in storms. What is usual for a model is the median day of the two weeks before and after, the day
--      itself left out, so that neither one bad hour nor one bad day becomes usual; without other days it is 2 %
-- kept: build
with int_retries_by_hour as (
    select * from int_retries_by_hour
),

hours as (
    select
        provider,
        llm_model,
        sum(attempts) as attempts,
        sum(failed_attempts) as failed_attempts,
        event_date,
        hour_start,
    from int_retries_by_hour
    group by provider, llm_model, event_date, hour_start
),

days as (
    select
        provider,
        llm_model,
        sum(failed_attempts) / sum(attempts) as failed_share,
        event_date,
    from hours
    group by provider, llm_model, event_date
),

baselines as (
    select
        days.provider,
        days.llm_model,
        median(other_days.failed_share) as usual_failed_share,
        days.event_date,
    from days
    left join days as other_days
        on days.provider = other_days.provider
        and days.llm_model = other_days.llm_model
        and days.event_date <> other_days.event_date
        and other_days.event_date >= days.event_date - failure_baseline_days()
        and other_days.event_date <= days.event_date + failure_baseline_days()
    group by days.provider, days.llm_model, days.event_date
),

judged as (
    select
        hours.provider,
        hours.llm_model,
        hours.attempts,
        hours.failed_attempts,
        baselines.usual_failed_share,
        is_degraded(hours.failed_attempts, hours.attempts, baselines.usual_failed_share) as is_degraded,
        hours.event_date,
        hours.hour_start,
    from hours
    inner join baselines
        on hours.provider = baselines.provider
        and hours.llm_model = baselines.llm_model
        and hours.event_date = baselines.event_date
)

select * from judged
