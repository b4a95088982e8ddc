-- test: a row stands as it is kept, whatever its month
-- given int_daily_resource_costs_by_month
from (values
    ('acme', 'allocated', 2, 1.5::decimal(38, 12), date '2026-01-31', date '2026-01-01'),
    ('acme', 'none', 2, null, date '2026-02-01', date '2026-02-01')) as given (
    customer_id, cost_evidence, requests, loaded_cost_usd, event_date, month_date
)
-- expect
from (values
    ('acme', 'allocated', 2, 1.5::decimal(38, 12), date '2026-01-31'),
    ('acme', 'none', 2, null, date '2026-02-01')) as expected (
    customer_id, cost_evidence, requests, loaded_cost_usd, event_date
)
