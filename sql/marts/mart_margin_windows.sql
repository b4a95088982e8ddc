-- grain: one row per hour, plan and cost basis in which the plan had revenue or its customers made requests
-- key: month_date, hour_start, plan_id, cost_basis
-- units: _usd in USD, shares from 0 to 1 (worst_windows_wiped_share may exceed 1), loss_rank from 1 = greatest loss
-- source: int_customer_costs_by_hour, int_customer_revenue_by_month, int_plan_revenue_by_hour
-- why: a rare combination of few hours can wipe out the margin that all others earned, and no daily chart shows it.
--      Revenue accrues evenly, cost falls where it falls; a customer belongs to the plan of the month
with int_customer_costs_by_hour as (
    select * from int_customer_costs_by_hour
),

customer_hours as (
    select
        costs.customer_id,
        coalesce(revenue.plan_id, '(no plan)') as plan_id,
        costs.requests,
        costs.unpriced_requests,
        coalesce(costs.list_cost_picousd, 0) as cost_picousd,
        month_of(costs.reporting_date) as month_date,
        costs.hour_start,
    from int_customer_costs_by_hour as costs
    left join int_customer_revenue_by_month as revenue
        on costs.customer_id = revenue.customer_id
        and month_of(costs.reporting_date) = revenue.month_date
),

plan_costs as (
    select
        plan_id,
        arg_max(customer_id, (cost_picousd, customer_id)) as dearest_customer_id,
        count(*) as customers,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(cost_picousd) as cost_picousd,
        max(cost_picousd) as dearest_cost_picousd,
        month_date,
        hour_start,
    from customer_hours
    group by plan_id, month_date, hour_start
),

plan_revenue as (
    select
        *,
        true as is_accrued,
    from int_plan_revenue_by_hour
),

-- A plan without revenue in the month earns nothing in it.
windows as (
    select
        plan_id,
        costs.dearest_customer_id,
        coalesce(costs.customers, 0) as customers,
        coalesce(costs.requests, 0) as requests,
        coalesce(costs.unpriced_requests, 0) as unpriced_requests,
        coalesce(costs.cost_picousd, 0) as cost_picousd,
        costs.dearest_cost_picousd,
        if(revenue.is_accrued, revenue.revenue_picousd, 0) as revenue_picousd,
        month_date,
        hour_start,
    from plan_costs as costs
    full outer join plan_revenue as revenue using (plan_id, month_date, hour_start)
),

ranked as (
    select
        *,
        revenue_picousd - cost_picousd as margin_picousd,
        row_number() over (
            partition by month_date
            order by revenue_picousd - cost_picousd nulls last, hour_start, plan_id
        ) as loss_rank,
        count(revenue_picousd) over (partition by month_date) as month_windows,
    from windows
),

-- The worst 1 % are rounded up to whole windows; windows of unknown revenue are in neither part.
marked as (
    select
        *,
        loss_rank <= ceil(month_windows / 100) and margin_picousd is not null as is_worst_percent,
    from ranked
),

shared as (
    select
        *,
        greatest(0, -coalesce(sum(margin_picousd) filter (is_worst_percent) over (partition by month_date), 0))
        / nullif(greatest(
            0, sum(margin_picousd) filter (not is_worst_percent) over (partition by month_date)
        ), 0) as worst_windows_wiped_share,
    from marked
),

margin_windows as (
    select
        plan_id,
        dearest_customer_id,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        loss_rank,
        customers,
        requests::bigint as requests,
        unpriced_requests::bigint as unpriced_requests,
        usd(revenue_picousd) as revenue_usd,
        usd(cost_picousd) as cost_usd,
        usd(margin_picousd) as margin_usd,
        dearest_cost_picousd / nullif(cost_picousd, 0) as dearest_customer_share,
        round(worst_windows_wiped_share, 12) as worst_windows_wiped_share,
        margin_picousd < 0 as is_loss,
        is_worst_percent,
        month_date,
        hour_start,
    from shared
)

select * from margin_windows
