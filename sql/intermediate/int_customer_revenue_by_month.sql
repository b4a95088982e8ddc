-- grain: one row per month with requests and customer with a subscription or a revenue line in it
-- key: month_date, customer_id
-- units: revenue_picousd in 10^-12 USD; NULL = some of it is in another currency, which is never added without a rate
-- source: stg_revenue, int_subscription_accruals_by_month, int_reporting_months, int_fx_rates
-- why: margin needs revenue of the same days as the cost. Lines are spread evenly over their days of service, tax left
--      out. A recurring line of the month overrides what the subscription would accrue; other lines add to it. Accrual
--      stops after the last day with requests. Another currency counts at the rate of the first day of service, what
--      a subscription accrues at that of the first day of the month
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

int_fx_rates as (
    select * from int_fx_rates
),

line_revenue as (
    select
        stg_revenue.customer_id,
        sum(spread_picousd(
            picousd_at_rate(stg_revenue.amount, int_fx_rates.usd_per_unit),
            stg_revenue.service_start, coalesce(stg_revenue.service_end, stg_revenue.service_start + 1),
            months.month_date, months.end_date
        )) as line_picousd,
        bool_or(stg_revenue.kind = 'recurring') as has_recurring_line,
        bool_or(int_fx_rates.usd_per_unit is null) as has_foreign_line,
        months.month_date,
    from stg_revenue
    inner join int_reporting_months as months
        on stg_revenue.service_start < months.end_date
        and greatest(coalesce(stg_revenue.service_end, stg_revenue.service_start + 1), stg_revenue.service_start + 1)
        > months.month_date
    left join int_fx_rates
        on stg_revenue.currency = int_fx_rates.currency
        and stg_revenue.service_start >= int_fx_rates.valid_from_date
        and stg_revenue.service_start < int_fx_rates.valid_to_date
    where stg_revenue.kind is distinct from 'tax'
    group by stg_revenue.customer_id, months.month_date
),

customer_accruals as (
    select
        accruals.customer_id,
        arg_max(accruals.plan_id, (accruals.start_date, accruals.subscription_id)) as plan_id,
        sum(picousd_at_rate(usd(accruals.accrued_picousd), int_fx_rates.usd_per_unit)) as accrued_picousd,
        bool_or(int_fx_rates.usd_per_unit is null) as has_foreign_plan,
        accruals.month_date,
    from int_subscription_accruals_by_month as accruals
    left join int_fx_rates
        on accruals.currency = int_fx_rates.currency
        and accruals.month_date >= int_fx_rates.valid_from_date
        and accruals.month_date < int_fx_rates.valid_to_date
    group by accruals.customer_id, accruals.month_date
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
