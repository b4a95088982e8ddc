-- test: quantiles are those of the month, taken from the buckets of its days
-- given int_request_costs_by_day
from (values
    ('acme', 10, 60, 600, 11, date '2026-01-02'),
    ('acme', 10, 30, 300, 12, date '2026-01-03'),
    ('acme', 99, 9, 9000, 1005, date '2026-01-03'),
    ('acme', 200, 1, 50000, 50000, date '2026-01-04')) as given (
    customer_id, cost_bucket, requests, list_cost_picousd, largest_picousd, reporting_date
)
-- expect
from (values ('acme', 'list', 10, 1000, 50000)) as expected (
    customer_id, cost_basis, median_picousd, p99_picousd, largest_picousd
)
