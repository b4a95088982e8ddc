-- why: what is paid under contracts is conserved: a day costs as much in the mart as its calls, and never less than 0.
with paid_days as (
    select
        reporting_date,
        usd(coalesce(sum(effective_cost_picousd), 0)) as cost_usd,
    from int_costs_by_day
    group by reporting_date
),

mart_days as (
    select
        reporting_date,
        coalesce(sum(cost_usd), 0) as cost_usd,
        min(cost_usd) as least_cost_usd,
    from mart_daily_costs
    where cost_basis = 'effective'
    group by reporting_date
),

offences as (
    select
        reporting_date,
        paid_days.cost_usd,
        mart_days.cost_usd as cost_usd_in_mart,
    from mart_days
    left join paid_days using (reporting_date)
    where paid_days.cost_usd is distinct from mart_days.cost_usd or mart_days.least_cost_usd < 0
)

select * from offences
