-- grain: one row per month with requests and customer with a subscription or a revenue line in it
-- key: month_date, customer_id
-- units: revenue_picousd in 10^-12 USD; NULL = some of it is in another currency, which is never added without a rate
-- source: stg_revenue, int_subscription_accruals_by_month, int_reporting_months
-- why: margin needs revenue of the same days as the cost. Lines are spread evenly over their days of service, tax left
--      out. A recurring line of the month overrides what the subscription would accrue; other lines add to it. Accrual
--      stops after the last day with requests
-- kept: build
with stg_revenue as (
    select * from stg_revenue
),

int_subscription_accruals_by_month as (
    select * from int_subscription_accruals_by_month
),

int_reporting_months as (
    select * from int_reporting_months
),

line_revenue as (
    select
        stg_revenue.customer_id,
        sum(spread_picousd(
            picousd_of(stg_revenue.amount),
            stg_revenue.service_start, coalesce(stg_revenue.service_end, stg_revenue.service_start + 1),
            months.month_date, months.end_date
        )) as line_picousd,
        bool_or(stg_revenue.kind = 'recurring') as has_recurring_line,
        bool_or(stg_revenue.currency <> 'USD') as has_foreign_line,
        months.month_date,
    from stg_revenue
    inner join int_reporting_months as months
        on stg_revenue.service_start < months.end_date
        and greatest(coalesce(stg_revenue.service_end, stg_revenue.service_start + 1), stg_revenue.service_start + 1)
        > months.month_date
    where stg_revenue.kind is distinct from 'tax'
    group by stg_revenue.customer_id, months.month_date
),

customer_accruals as (
    select
        customer_id,
        arg_max(plan_id, (start_date, subscription_id)) as plan_id,
        sum(accrued_picousd) as accrued_picousd,
        bool_or(currency <> 'USD') as has_foreign_plan,
        month_date,
    from int_subscription_accruals_by_month
    group by customer_id, month_date
),

revenue as (
    select
        customer_id,
        customer_accruals.plan_id,
        case
            when line_revenue.customer_id is null then 'subscription'
            when customer_accruals.customer_id is null or line_revenue.has_recurring_line then 'revenue_lines'
            else 'subscription and revenue_lines'
        end as revenue_source,
        case
            when line_revenue.has_foreign_line then null
            when line_revenue.has_recurring_line then line_revenue.line_picousd
            when customer_accruals.has_foreign_plan then null
            when line_revenue.customer_id is null then customer_accruals.accrued_picousd
            else line_revenue.line_picousd + coalesce(customer_accruals.accrued_picousd, 0)
        end as revenue_picousd,
        month_date,
    from line_revenue
    full outer join customer_accruals using (customer_id, month_date)
)

select * from revenue
