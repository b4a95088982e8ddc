-- why: what serving cost on a day must be the same where all costs stand and where its parts do, by evidence
with cost_days as (
    select
        event_date,
        cost_evidence,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_daily_costs
    where cost_basis = 'resource'
    group by event_date, cost_evidence
),

serving_days as (
    select
        event_date,
        cost_evidence,
        sum(requests) as requests,
        sum(uncosted_requests) as uncosted_requests,
        coalesce(sum(loaded_cost_usd), 0) as loaded_cost_usd,
    from mart_resource_costs
    group by event_date, cost_evidence
),

offences as (
    select
        event_date,
        cost_evidence,
        cost_days.requests as requests_of_costs,
        serving_days.requests as requests_of_serving,
        cost_days.unpriced_requests,
        serving_days.uncosted_requests,
        cost_days.cost_usd,
        serving_days.loaded_cost_usd,
    from cost_days
    full outer join serving_days using (event_date, cost_evidence)
    where
        cost_days.requests is distinct from serving_days.requests
        or cost_days.unpriced_requests is distinct from serving_days.uncosted_requests
        or cost_days.cost_usd is distinct from serving_days.loaded_cost_usd
)

select * from offences
