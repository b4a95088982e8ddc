-- why: every scenario replays the same months: its cost before must be that of the days, and what its kinds of change
--      add must be the whole change
with scenario_months as (
    select
        scenario_id,
        month_date,
        sum(requests) as requests,
        sum(cost_usd) as cost_usd,
        sum(scenario_cost_usd) as scenario_cost_usd,
        sum(cost_usd + model_swap_usd + price_change_usd + cache_policy_usd + growth_usd) as sum_of_parts_usd,
    from mart_what_if
    group by scenario_id, month_date
),

day_months as (
    select
        month_of(reporting_date) as month_date,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
    from mart_daily_costs
    where cost_basis = 'list'
    group by month_of(reporting_date)
),

offences as (
    select
        scenario_months.*,
        day_months.requests as requests_of_days,
        day_months.cost_usd as cost_usd_of_days,
    from scenario_months
    left join day_months
        on scenario_months.month_date = day_months.month_date
    where
        scenario_months.requests is distinct from day_months.requests
        or scenario_months.cost_usd is distinct from day_months.cost_usd
        or scenario_months.scenario_cost_usd <> scenario_months.sum_of_parts_usd
)

select * from offences
