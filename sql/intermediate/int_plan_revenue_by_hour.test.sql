-- test: the hours of a month add up to its revenue, and unknown revenue stays unknown
-- given int_customer_revenue_by_month
from (values
    ('c1', 'pro', 40), ('c2', 'pro', 8), ('c3', null, 24), ('c4', 'team', 10), ('c5', 'team', null)
) as given (customer_id, plan_id, revenue_picousd)
    cross join (values (date '2026-01-01')) as months (month_date)
-- given int_reporting_months
from (values (date '2026-01-01', date '2026-01-02')) as given (month_date, end_date)
-- expect
from (
    select
        plan_id,
        revenue_picousd,
        timestamptz '2026-01-01 00:00:00+00' + to_hours(hour_no::integer) as hour_start,
    from (values ('pro', 2), ('(no plan)', 1), ('team', null)) as plans (plan_id, revenue_picousd)
    cross join range(24) as hours (hour_no)
) as expected
