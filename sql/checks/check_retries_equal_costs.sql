-- why: every call must be an attempt of exactly one operation, and attempts must cost what the day cost
-- runs: by event_date
with cost_days as (
    select
        event_date,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
        coalesce(sum(total_tokens), 0) as total_tokens,
    from int_costs_by_day
    group by event_date
),

retry_days as (
    select
        event_date,
        sum(attempts) as requests,
        sum(unpriced_attempts) as unpriced_requests,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
        coalesce(sum(tokens), 0) as total_tokens,
    from int_retries_by_hour
    group by event_date
),

offences as (
    select
        event_date,
        cost_days.requests,
        retry_days.requests as requests_in_retries,
        cost_days.unpriced_requests,
        retry_days.unpriced_requests as unpriced_requests_in_retries,
        cost_days.cost_picousd,
        retry_days.cost_picousd as cost_picousd_in_retries,
        cost_days.total_tokens,
        retry_days.total_tokens as total_tokens_in_retries,
    from cost_days
    full outer join retry_days using (event_date)
    where
        cost_days.requests is distinct from retry_days.requests
        or cost_days.unpriced_requests is distinct from retry_days.unpriced_requests
        or cost_days.cost_picousd is distinct from retry_days.cost_picousd
        or cost_days.total_tokens is distinct from retry_days.total_tokens
)

select * from offences
