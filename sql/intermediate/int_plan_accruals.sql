-- grain: one row per customer, kind of window and window for which the customer's revenue has accrued
-- key: customer_id, window_kind, window_start
-- units: accrued_picousd in 10^-12 USD; NULL = some of the month's revenue is in another currency
-- source: int_usage_windows, int_customer_revenue_by_month, int_reporting_months, settings
-- why: what a window earned is the part of the month's revenue that its seconds take. Weeks without use earn too, so
--      that the weeks of a customer add up to its revenue
-- kept: build
with settings as (
    select * from settings
),

int_usage_windows as (
    select * from int_usage_windows
),

months as (
    select
        revenue.customer_id,
        revenue.revenue_picousd,
        revenue.month_date,
        months.end_date,
        midnight_at(revenue.month_date, settings.reporting_time_zone) as month_start,
        midnight_at(months.end_date, settings.reporting_time_zone) as month_end,
        settings.reporting_time_zone,
    from int_customer_revenue_by_month as revenue
    inner join int_reporting_months as months
        on revenue.month_date = months.month_date
    cross join settings
),

month_weeks as (
    select
        customer_id,
        reporting_time_zone,
        unnest(range(date_trunc('week', month_date)::date, end_date, interval 7 days))::date as week_date,
    from months
),

windows as (
    select distinct
        customer_id,
        'week' as window_kind,
        week_date,
        midnight_at(week_date, reporting_time_zone) as window_start,
        midnight_at(week_date + 7, reporting_time_zone) as window_end,
    from month_weeks
    union all
    select
        customer_id,
        window_kind,
        week_date,
        window_start,
        window_end,
    from int_usage_windows
    where window_kind <> 'week'
),

accruals as (
    select
        windows.customer_id,
        windows.window_kind,
        if(
            bool_or(months.revenue_picousd is null),
            null,
            sum(spread_to_the_second(
                months.revenue_picousd, months.month_start, months.month_end, windows.window_start, windows.window_end
            ))
        )::hugeint as accrued_picousd,
        windows.week_date,
        windows.window_start,
        windows.window_end,
    from windows
    inner join months
        on windows.customer_id = months.customer_id
        and windows.window_start < months.month_end
        and windows.window_end > months.month_start
    group by windows.customer_id, windows.window_kind, windows.week_date, windows.window_start, windows.window_end
)

select * from accruals
