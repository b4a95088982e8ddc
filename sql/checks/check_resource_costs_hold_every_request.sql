-- why: every priced request has its resource cost once, on the day it began, or the reason why it has none; and the
--      day's sums hold each picodollar of it
-- runs: by event_date
with request_days as (
    select
        event_date,
        count(*) as requests,
    from int_requests_priced
    group by event_date
),

cost_days as (
    select
        event_date,
        count(*) filter (is_first_day) as requests,
        count(*) filter ((resource_cost_picousd is null) <> (resource_reason is not null)) as unexplained_requests,
        coalesce(sum(resource_cost_picousd + idle_cost_picousd), 0) as cost_picousd,
    from int_resource_costs
    group by event_date
),

sum_days as (
    select
        event_date,
        sum(requests) as requests,
        coalesce(sum(resource_cost_picousd), 0) + coalesce(sum(idle_cost_picousd), 0) as cost_picousd,
    from int_resource_costs_by_day
    group by event_date
),

offences as (
    select
        event_date,
        request_days.requests,
        cost_days.requests as costed_requests,
        cost_days.unexplained_requests,
        cost_days.cost_picousd,
        sum_days.requests as summed_requests,
        sum_days.cost_picousd as summed_picousd,
    from request_days
    full outer join cost_days using (event_date)
    full outer join sum_days using (event_date)
    where
        coalesce(request_days.requests, 0) is distinct from cost_days.requests
        or cost_days.unexplained_requests > 0
        or cost_days.requests is distinct from sum_days.requests
        or cost_days.cost_picousd is distinct from sum_days.cost_picousd
)

select * from offences
