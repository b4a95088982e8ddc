-- grain: one row per declared scenario, month and customer with requests in it
-- key: scenario_id, month_date, customer_id
-- units: requests, _usd in USD, shares as ratios (1 = 100 %)
-- source: int_scenario_cells, int_customer_revenue_by_month, mart_plan_replay, declared_scenario_changes
-- why: what the month would have come to with other prices, another model, another cache lifetime, another plan or more
--      traffic, replayed on the requests that were made. Plan prices are those of the real use of periods that have
--      ended, growth included in cost only
with changes as (
    select * from declared_scenario_changes
),

int_scenario_cells as (
    select * from int_scenario_cells
),

titles as (
    select
        scenario_id,
        any_value(scenario_title) as scenario_title,
    from changes
    group by scenario_id
),

-- Of several plan changes of a scenario that a customer falls under, the first holds.
plan_changes as (
    select
        changes.scenario_id,
        plans.customer_id,
        changes.to_plan_id,
        if(plans.is_complete, picousd_of(plans.saving_usd), null) as saving_picousd,
        month_of(plans.period_start_date) as month_date,
    from mart_plan_replay as plans
    inner join changes
        on changes.change_kind = 'plan_change'
        and changes.to_plan_id = plans.plan_id
        and is_meant(changes.plan_id, plans.current_plan_id)
        and is_meant(changes.customer_id, plans.customer_id)
    where plans.current_plan_id is not null and plans.current_plan_id <> plans.plan_id
    qualify row_number() over (
        partition by changes.scenario_id, plans.customer_id, month_of(plans.period_start_date)
        order by changes.change_no, plans.period_start_date
    ) = 1
),

joined as (
    select
        cells.*,
        titles.scenario_title,
        plan_changes.to_plan_id,
        coalesce(revenue.revenue_picousd, if(revenue.customer_id is null, 0, null)) as revenue_picousd,
        if(plan_changes.customer_id is null, 0, plan_changes.saving_picousd) as plan_saving_picousd,
    from int_scenario_cells as cells
    inner join titles
        on cells.scenario_id = titles.scenario_id
    left join int_customer_revenue_by_month as revenue
        on cells.customer_id = revenue.customer_id
        and cells.month_date = revenue.month_date
    left join plan_changes
        on cells.scenario_id = plan_changes.scenario_id
        and cells.customer_id = plan_changes.customer_id
        and cells.month_date = plan_changes.month_date
),

what_if as (
    select
        scenario_id,
        customer_id,
        scenario_title,
        to_plan_id as scenario_plan_id,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        requests::bigint as requests,
        grown_requests::bigint as scenario_requests,
        unpriced_requests::bigint as unpriced_requests,
        unreplayed_requests::bigint as unreplayed_requests,
        usd(cost_picousd) as cost_usd,
        usd(swap_change_picousd) as model_swap_usd,
        usd(price_change_picousd) as price_change_usd,
        usd(cache_change_picousd) as cache_policy_usd,
        usd(growth_change_picousd) as growth_usd,
        usd(scenario_cost_picousd) as scenario_cost_usd,
        usd(scenario_cost_picousd - cost_picousd) as cost_change_usd,
        (scenario_cost_picousd - cost_picousd) / nullif(cost_picousd, 0) as cost_change_share,
        usd(revenue_picousd) as revenue_usd,
        usd(revenue_picousd - plan_saving_picousd) as scenario_revenue_usd,
        usd(revenue_picousd - cost_picousd) as margin_usd,
        usd(revenue_picousd - plan_saving_picousd - scenario_cost_picousd) as scenario_margin_usd,
        month_date,
    from joined
)

select * from what_if
