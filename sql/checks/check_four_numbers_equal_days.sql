-- why: features and the model as a whole are counted apart; each must hold all requests and all cost of the days
with week_totals as (
    select
        feature = '(all)' as is_whole,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_four_numbers
    group by feature = '(all)'
),

day_totals as (
    select
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_daily_costs
    where cost_basis = 'list'
),

offences as (
    select
        week_totals.is_whole,
        week_totals.requests,
        day_totals.requests as requests_of_days,
        week_totals.cost_usd,
        day_totals.cost_usd as cost_usd_of_days,
    from day_totals
    cross join week_totals
    where
        week_totals.requests is distinct from day_totals.requests
        or week_totals.cost_usd <> day_totals.cost_usd
)

select * from offences
