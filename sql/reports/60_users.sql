-- grain: one row per user, the ten that cost most in the last month with usage; none where customers are known
-- key: user_id
-- units: costs_usd in USD
-- source: mart_lorenz_points, mart_customer_costs
-- why: logs of coding agents name no customers; then the users are who costs what
-- title: Users who cost most, last month
with user_points as (
    select
        member_id,
        member_rank,
        cost_usd,
        month_date,
    from mart_lorenz_points
    where
        cost_basis = 'list'
        and curve = 'rank'
        and dimension = 'user'
        and member_id is not null
),

known_customers as (
    select customer_id
    from mart_customer_costs
    where customer_id <> '(unattributed)'
),

users as (
    select
        member_id as user_id,
        cost_usd::decimal(18, 2) as costs_usd,
    from user_points
    where
        month_date = (select max(month_date) from user_points)
        and not exists (from known_customers)
    order by member_rank
    limit 10
)

select * from users
