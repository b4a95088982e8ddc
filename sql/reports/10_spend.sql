-- grain: one row in all
-- key: first_date
-- units: tokens in Tokens, _usd in USD, shares from 0 to 1
-- source: mart_daily_costs
-- why: the first line of any answer about cost is what was spent, when, and how much of it could
--      not be priced
-- title: Spend at list prices
with daily_costs as (
    select
        requests,
        unpriced_requests,
        total_tokens,
        cost_usd,
        event_date,
    from mart_daily_costs
    where cost_basis = 'list'
),

spend as (
    select
        min(event_date) as first_date,
        max(event_date) as last_date,
        sum(requests)::bigint as requests,
        sum(total_tokens)::bigint as tokens,
        coalesce(sum(cost_usd), 0)::decimal(18, 2) as costs_usd,
        round(sum(unpriced_requests) / nullif(sum(requests), 0), 4) as unpriced_request_share,
    from daily_costs
    having count(*) > 0
)

select * from spend
