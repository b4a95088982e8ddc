-- test: a row stands as it is kept, whatever its month
-- given int_daily_costs_by_month
from (values
    ('acme', 'list', 2, 1.5::decimal(38, 12), date '2026-01-31', date '2026-02-01', date '2026-02-01'),
    ('acme', 'effective', 2, null, date '2026-01-05', date '2026-01-05', date '2026-01-01')) as given (
    customer_id, cost_basis, requests, cost_usd, event_date, reporting_date, month_date
)
-- expect
from (values
    ('acme', 'list', 2, 1.5::decimal(38, 12), date '2026-01-31', date '2026-02-01'),
    ('acme', 'effective', 2, null, date '2026-01-05', date '2026-01-05')) as expected (
    customer_id, cost_basis, requests, cost_usd, event_date, reporting_date
)
