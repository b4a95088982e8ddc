-- why: every priced request must be in the day's costs once, with its cost to the last picodollar
-- runs: by event_date
with request_days as (
    select
        event_date,
        count(*) as requests,
        count(*) filter (not is_priced) as unpriced_requests,
        coalesce(sum(list_cost_picousd) filter (is_priced), 0) as cost_picousd,
    from int_requests_priced
    group by event_date
),

cost_days as (
    select
        event_date,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        coalesce(sum(list_cost_picousd), 0) as cost_picousd,
    from int_costs_by_day
    group by event_date
),

offences as (
    select
        event_date,
        request_days.requests,
        cost_days.requests as requests_in_costs,
        request_days.unpriced_requests,
        cost_days.unpriced_requests as unpriced_requests_in_costs,
        request_days.cost_picousd,
        cost_days.cost_picousd as cost_picousd_in_costs,
    from request_days
    full outer join cost_days using (event_date)
    where
        request_days.requests is distinct from cost_days.requests
        or request_days.unpriced_requests is distinct from cost_days.unpriced_requests
        or request_days.cost_picousd is distinct from cost_days.cost_picousd
)

select * from offences
