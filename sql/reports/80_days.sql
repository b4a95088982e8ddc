-- grain: one row per UTC day, the last seven with usage
-- key: event_date
-- units: tokens in Tokens, costs_usd in USD
-- source: mart_daily_costs
-- why: what changed lately
-- title: Last days
with daily_costs as (
    select
        requests,
        total_tokens,
        cost_usd,
        event_date,
    from mart_daily_costs
    where cost_basis = 'list'
),

days as (
    select
        event_date,
        sum(requests)::bigint as requests,
        sum(total_tokens)::bigint as tokens,
        sum(cost_usd)::decimal(18, 2) as costs_usd,
    from daily_costs
    group by event_date
    order by event_date desc
    limit 7
)

select * from days
