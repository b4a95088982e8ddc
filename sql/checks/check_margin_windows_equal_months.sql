-- grain: one row per month and cost basis whose windows do not add up
-- key: month_date, cost_basis
-- units: _usd in USD
-- source: mart_margin_windows, mart_customer_costs
-- why: cost and revenue of the hours must be those of the month, or a loss has been made up or hidden. A month with
--      revenue in another currency has no total to compare
with window_months as (
    select
        cost_basis,
        sum(cost_usd) as cost_usd,
        if(bool_or(revenue_usd is null), null, sum(revenue_usd)) as revenue_usd,
        month_date,
    from mart_margin_windows
    group by cost_basis, month_date
),

customer_months as (
    select
        cost_basis,
        coalesce(sum(cost_usd), 0) as cost_usd,
        coalesce(sum(revenue_usd), 0) as revenue_usd,
        month_date,
    from mart_customer_costs
    where cost_basis = 'list'
    group by cost_basis, month_date
),

offences as (
    select
        cost_basis,
        window_months.cost_usd as cost_usd_of_windows,
        customer_months.cost_usd as cost_usd_of_customers,
        window_months.revenue_usd as revenue_usd_of_windows,
        customer_months.revenue_usd as revenue_usd_of_customers,
        month_date,
    from window_months
    full outer join customer_months using (cost_basis, month_date)
    where
        window_months.cost_usd is distinct from customer_months.cost_usd
        or window_months.revenue_usd <> customer_months.revenue_usd
)

select * from offences
