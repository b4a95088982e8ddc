-- test: the last month ends after the last day with requests
-- given int_costs_by_day
from (values (date '2026-01-30'), (date '2026-02-03'), (date '2026-02-10')) as given (reporting_date)
-- expect
from (values (date '2026-01-01', date '2026-02-01'), (date '2026-02-01', date '2026-02-11')) as expected (
    month_date, end_date
)
