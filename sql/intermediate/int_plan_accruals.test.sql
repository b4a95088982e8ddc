-- test: weeks without use earn too, all weeks add up to the revenue, and a window earns by its seconds
-- given int_customer_revenue_by_month
from (values ('a', 1000000, date '2026-03-01'), ('a', 500000, date '2026-04-01'))
    as given (customer_id, revenue_picousd, month_date)
-- given int_reporting_months
from (values (date '2026-03-01', date '2026-04-01'), (date '2026-04-01', date '2026-04-06'))
    as given (month_date, end_date)
-- given int_usage_windows
from (values (
    'a', 'five hours', date '2026-03-02',
    timestamptz '2026-03-05 08:00:00+00', timestamptz '2026-03-05 13:00:00+00'
)) as given (customer_id, window_kind, week_date, window_start, window_end)
-- expect
from (values
    ('five hours', 6721, timestamptz '2026-03-05 08:00:00+00'),
    ('week', 32258, timestamptz '2026-02-23 00:00:00+00'),
    ('week', 225806, timestamptz '2026-03-02 00:00:00+00'),
    ('week', 225806, timestamptz '2026-03-09 00:00:00+00'),
    ('week', 225807, timestamptz '2026-03-16 00:00:00+00'),
    ('week', 225806, timestamptz '2026-03-23 00:00:00+00'),
    ('week', 564517, timestamptz '2026-03-30 00:00:00+00')
) as expected (window_kind, accrued_picousd, window_start)

-- test: revenue that is partly in another currency accrues as unknown
-- given int_customer_revenue_by_month
from (values ('a', null, date '2026-03-01')) as given (customer_id, revenue_picousd, month_date)
-- given int_reporting_months
from (values (date '2026-03-01', date '2026-03-03')) as given (month_date, end_date)
-- expect
from (values
    ('a', null, timestamptz '2026-02-23 00:00:00+00'), ('a', null, timestamptz '2026-03-02 00:00:00+00')
) as expected (customer_id, accrued_picousd, window_start)
