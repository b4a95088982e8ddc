-- grain: one row per day, model and feature, the five on which failed attempts cost most
-- key: day, llm_model, feature
-- units: attempts_each in attempts per operation, wasted_usd in USD, degraded_hours in hours of the model
-- source: mart_retry_overhead
-- why: what trying again cost, and whether it was a storm
-- title: Days on which trying again cost most
with retries as (
    select
        event_date as day,
        llm_model,
        feature,
        sum(operations)::bigint as operations,
        sum(attempts)::bigint as attempts,
        round(sum(attempts) / nullif(sum(operations), 0), 2) as attempts_each,
        sum(wasted_cost_usd)::decimal(18, 2) as wasted_usd,
        max(degraded_hours) as degraded_hours,
    from mart_retry_overhead
    where
        cost_basis = 'list'
        and error_type <> '(none)'
    group by event_date, llm_model, feature
    having sum(failed_attempts) > 0
    order by sum(wasted_cost_usd) desc nulls last, sum(attempts) desc, event_date, llm_model, feature
    limit 5
)

select * from retries
