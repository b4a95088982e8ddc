-- grain: one row per customer, the ten that cost most in the last month with usage and the one before
-- key: customer
-- units: _usd in USD, cost_to_revenue is costs divided by pays
-- source: mart_customer_costs
-- why: who costs most and do they pay for it
-- title: Customers who cost most, last two months
with customer_months as (
    select
        customer_id,
        customer_name,
        plan_id,
        main_driver,
        cost_usd,
        revenue_usd,
        margin_usd,
        month_date,
    from mart_customer_costs
    where
        cost_basis = 'list'
        and customer_id <> '(unattributed)'
),

recent_months as (
    select customer_months.*
    from customer_months
    where month_date >= (select max(month_date) from customer_months) - interval 1 month
),

customers as (
    select
        coalesce(any_value(customer_name), customer_id) as customer,
        max_by(plan_id, month_date) as plan,
        sum(revenue_usd)::decimal(18, 2) as pays_usd,
        sum(cost_usd)::decimal(18, 2) as costs_usd,
        sum(margin_usd)::decimal(18, 2) as margin_usd,
        round(sum(cost_usd) / nullif(sum(revenue_usd), 0), 1) as cost_to_revenue,
        max_by(main_driver, cost_usd) as main_driver,
    from recent_months
    group by customer_id
    having sum(cost_usd) > 0
    order by sum(cost_usd) desc, customer_id
    limit 10
)

select * from customers
