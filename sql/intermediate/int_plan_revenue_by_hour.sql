-- grain: one row per hour of a month with requests and plan that has revenue in that month
-- key: month_date, hour_start, plan_id
-- units: revenue_picousd in 10^-12 USD; NULL = some of the month's revenue is in another currency
-- source: int_customer_revenue_by_month, int_reporting_months, settings
-- why: what a plan earns accrues evenly over the hours of the month up to the last day seen. The running total is
--      rounded, not the hours, so that they add up to the month. Customers who pay without a plan are (no plan)
-- kept: build
with settings as (
    select * from settings
),

plan_months as (
    select
        coalesce(plan_id, '(no plan)') as plan_id,
        if(bool_or(revenue_picousd is null), null, sum(revenue_picousd))::hugeint as revenue_picousd,
        month_date,
    from int_customer_revenue_by_month
    group by coalesce(plan_id, '(no plan)'), month_date
),

month_hours as (
    select
        months.month_date,
        hours.hour_start,
        row_number() over (partition by months.month_date order by hours.hour_start) as hour_no,
        count(*) over (partition by months.month_date) as month_hours,
    from int_reporting_months as months
    cross join settings
    cross join lateral (
        select unnest(generate_series(
            hour_of(months.month_date::timestamp at time zone settings.reporting_time_zone),
            (months.end_date::timestamp at time zone settings.reporting_time_zone) - interval 1 microsecond,
            interval 1 hour
        )) as hour_start
    ) as hours
),

plan_hours as (
    select
        plan_months.plan_id,
        plan_months.revenue_picousd * month_hours.hour_no // month_hours.month_hours
        - plan_months.revenue_picousd * (month_hours.hour_no - 1) // month_hours.month_hours as revenue_picousd,
        month_hours.month_date,
        month_hours.hour_start,
    from plan_months
    inner join month_hours
        on plan_months.month_date = month_hours.month_date
)

select * from plan_hours
