-- grain: one row per request and measure in which it has a positive amount
-- key: event_date, dedupe_key, measure
-- units: value in Tokens for tokens, else in 10^-12 USD
-- source: int_measured_requests
-- why: what every measure of a tail does is said once, for rows of any of them
with int_measured_requests as (
    select * from int_measured_requests
),

positive as (
    select
        dedupe_key,
        customer_id,
        llm_model,
        'tokens' as measure,
        tokens as value,
        event_date,
        reporting_date,
    from int_measured_requests
    where tokens > 0
    union all
    select
        dedupe_key,
        customer_id,
        llm_model,
        'list_cost' as measure,
        list_cost_picousd as value,
        event_date,
        reporting_date,
    from int_measured_requests
    where list_cost_picousd is not null
    union all
    select
        dedupe_key,
        customer_id,
        llm_model,
        'resource_cost' as measure,
        resource_cost_picousd as value,
        event_date,
        reporting_date,
    from int_measured_requests
    where resource_cost_picousd is not null
    union all
    select
        dedupe_key,
        customer_id,
        llm_model,
        'peak_cost_10s' as measure,
        peak_cost_10s_picousd as value,
        event_date,
        reporting_date,
    from int_measured_requests
    where peak_cost_10s_picousd is not null
    union all
    select
        dedupe_key,
        customer_id,
        llm_model,
        'peak_cost_60s' as measure,
        peak_cost_60s_picousd as value,
        event_date,
        reporting_date,
    from int_measured_requests
    where peak_cost_60s_picousd is not null
    union all
    select
        dedupe_key,
        customer_id,
        llm_model,
        'peak_cost_300s' as measure,
        peak_cost_300s_picousd as value,
        event_date,
        reporting_date,
    from int_measured_requests
    where peak_cost_300s_picousd is not null
)

select * from positive
