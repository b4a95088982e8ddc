-- test: one hour wipes out half of what the others earned; no revenue and unknown revenue stay visible
-- given int_customer_costs_by_hour
from (values
    ('c1', 10, 0, 60, timestamptz '2026-01-01 05:00:00+00'),
    ('c2', 1, 0, 20, timestamptz '2026-01-01 05:00:00+00'),
    ('c9', 1, 1, null, timestamptz '2026-01-01 06:00:00+00'),
    ('c3', 1, 0, 500, timestamptz '2026-01-01 07:00:00+00')
) as given (customer_id, requests, unpriced_requests, list_cost_picousd, hour_start)
select
    *,
    date '2026-01-01' as reporting_date,
-- given int_customer_revenue_by_month
from (values ('c1', 'pro'), ('c2', 'pro'), ('c3', 'euro')) as given (customer_id, plan_id)
    cross join (values (date '2026-01-01')) as months (month_date)
-- given int_plan_revenue_by_hour
select
    'pro' as plan_id,
    10 as revenue_picousd,
    date '2026-01-01' as month_date,
    timestamptz '2026-01-01 00:00:00+00' + to_hours(hour_no::integer) as hour_start,
from range(15) as hours (hour_no)
-- given int_plan_revenue_by_hour
select
    'euro' as plan_id,
    null as revenue_picousd,
    date '2026-01-01' as month_date,
    timestamptz '2026-01-01 07:00:00+00' as hour_start,
-- expect
from (
    select
        'pro' as plan_id,
        if(hour_no = 5, 'c1', null) as dearest_customer_id,
        if(hour_no = 5, 11, 0) as requests,
        usd(10) as revenue_usd,
        usd(if(hour_no = 5, 80, 0)) as cost_usd,
        usd(if(hour_no = 5, -70, 10)) as margin_usd,
        if(hour_no = 5, 0.75, null)::double as dearest_customer_share,
        0.5::double as worst_windows_wiped_share,
        hour_no = 5 as is_worst_percent,
        timestamptz '2026-01-01 00:00:00+00' + to_hours(hour_no::integer) as hour_start,
    from range(15) as hours (hour_no)
    union all
    select '(no plan)', 'c9', 1, usd(0), usd(0), usd(0), null, 0.5, false, timestamptz '2026-01-01 06:00:00+00'
    union all
    select 'euro', 'c3', 1, null, usd(500), null, 1, 0.5, false, timestamptz '2026-01-01 07:00:00+00'
) as expected
