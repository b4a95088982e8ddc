-- grain: one row per month of the reporting time zone, customer, cost basis and evidence
-- key: month_date, customer_id, cost_basis, cost_evidence
-- units: _usd in USD, shares from 0 to 1, cost_percentile from 0 to 100, ranks from 1
-- source: int_customer_costs_by_month, int_customer_revenue_by_month, int_customer_drivers_by_month,
--         int_request_cost_quantiles, stg_customers
-- why: who costs most, and do they pay for it; the customer who pays 40 and costs 4,000 has loss_rank 1. What no
--      customer could be named for is the row (unattributed), rent of our GPUs that no call bears the row (idle),
--      charges that no log explains the row (unlogged)
-- order: month_date desc, cost_basis, cost_evidence, is_underwater desc nulls last, margin_usd nulls last
with customer_names as (
    select
        customer_id,
        arg_max(name, (valid_from, external_system, external_id)) as customer_name,
    from stg_customers
    where name is not null
    group by customer_id
),

-- A customer who paid and used nothing has a row too.
customer_months as (
    select
        coalesce(costs.customer_id, revenue.customer_id) as customer_id,
        coalesce(costs.cost_basis, 'list') as cost_basis,
        coalesce(costs.cost_evidence, 'modelled') as cost_evidence,
        if(costs.customer_id is null, 0, costs.requests) as requests,
        coalesce(costs.unpriced_requests, 0) as unpriced_requests,
        coalesce(costs.unbounded_requests, 0) as unbounded_requests,
        if(costs.customer_id is null, 0, costs.cost_picousd) as cost_picousd,
        if(costs.customer_id is null, 0, costs.cost_lower_picousd) as cost_lower_picousd,
        if(costs.customer_id is null, 0, costs.cost_upper_picousd) as cost_upper_picousd,
        costs.reconciled_cost_share,
        costs.unpriced_lower_picousd,
        costs.unpriced_upper_picousd,
        revenue.plan_id,
        revenue.revenue_source,
        revenue.revenue_picousd,
        coalesce(costs.month_date, revenue.month_date) as month_date,
    from int_customer_costs_by_month as costs
    full outer join int_customer_revenue_by_month as revenue
        on costs.month_date = revenue.month_date
        and costs.customer_id = revenue.customer_id
),

ranked as (
    select
        *,
        row_number() over dearest_first as cost_rank,
        row_number() over (
            partition by month_date, cost_basis, cost_evidence
            order by revenue_picousd - cost_picousd nulls last, cost_picousd desc nulls last, customer_id
        ) as loss_rank,
        cost_picousd / nullif(sum(cost_picousd) over everyone, 0) as cost_share,
        sum(cost_picousd) over dearest_first / nullif(sum(cost_picousd) over everyone, 0) as cumulative_cost_share,
        100 * cume_dist() over (everyone order by cost_picousd nulls first) as cost_percentile,
        min(month_date) over () as first_month_date,
    from customer_months
    window
        everyone as (partition by month_date, cost_basis, cost_evidence),
        dearest_first as (
            partition by month_date, cost_basis, cost_evidence
            order by cost_picousd desc nulls last, customer_id
            rows between unbounded preceding and current row
        )
),

customer_costs as (
    select
        ranked.customer_id,
        customer_names.customer_name,
        ranked.plan_id,
        ranked.cost_basis,
        ranked.cost_evidence,
        ranked.revenue_source,
        drivers.main_driver,
        ranked.cost_rank,
        ranked.loss_rank,
        ranked.requests::bigint as requests,
        ranked.unpriced_requests::bigint as unpriced_requests,
        usd(ranked.cost_picousd) as cost_usd,
        usd(ranked.cost_lower_picousd) as cost_lower_usd,
        usd(ranked.cost_upper_picousd) as cost_upper_usd,
        if(ranked.unpriced_requests = 0, 0, usd(ranked.unpriced_lower_picousd)) as unpriced_cost_lower_usd,
        case
            when ranked.unpriced_requests = 0 then 0
            when ranked.unbounded_requests = 0 then usd(ranked.unpriced_upper_picousd)
        end as unpriced_cost_upper_usd,
        ranked.reconciled_cost_share,
        ranked.cost_share,
        ranked.cumulative_cost_share,
        ranked.cost_percentile,
        usd(ranked.revenue_picousd) as revenue_usd,
        usd(ranked.revenue_picousd - ranked.cost_picousd) as margin_usd,
        (ranked.revenue_picousd - ranked.cost_picousd) / nullif(ranked.revenue_picousd, 0) as margin_share,
        ranked.cost_picousd / nullif(ranked.revenue_picousd, 0) as cost_to_revenue_ratio,
        usd(quantiles.median_picousd) as request_cost_p50_usd,
        usd(quantiles.p99_picousd) as request_cost_p99_usd,
        usd(quantiles.largest_picousd) as request_cost_max_usd,
        usd(drivers.excess_picousd) as main_driver_excess_usd,
        usd(case when ranked.month_date > ranked.first_month_date then coalesce(before.cost_picousd, 0) end)
            as previous_cost_usd,
        cost_usd - previous_cost_usd as cost_change_usd,
        -- What is not priced yet can only add to the cost.
        case
            when ranked.cost_lower_picousd > ranked.revenue_picousd then true
            when ranked.cost_upper_picousd <= ranked.revenue_picousd and ranked.unpriced_requests = 0 then false
        end as is_underwater,
        ranked.month_date,
    from ranked
    left join int_customer_costs_by_month as before
        on ranked.customer_id = before.customer_id
        and ranked.cost_basis = before.cost_basis
        and ranked.cost_evidence = before.cost_evidence
        and ranked.month_date = (before.month_date + interval 1 month)::date
    left join customer_names
        on ranked.customer_id = customer_names.customer_id
    left join int_customer_drivers_by_month as drivers
        on ranked.customer_id = drivers.customer_id
        and ranked.cost_basis = drivers.cost_basis
        and ranked.month_date = drivers.month_date
    left join int_request_cost_quantiles as quantiles
        on ranked.customer_id = quantiles.customer_id
        and ranked.cost_basis = quantiles.cost_basis
        and ranked.month_date = quantiles.month_date
)

select * from customer_costs
