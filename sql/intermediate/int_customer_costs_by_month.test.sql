-- test: a customer's month is the sum of its days, models and features
-- given int_costs_by_day
from (values
    ('acme', 2, 1, 30, 10, 100, date '2026-01-31'),
    ('acme', 3, 0, 40, 5, 200, date '2026-01-02'),
    ('acme', 9, 9, null, null, null, date '2026-02-01')) as given (
    customer_id, requests, unpriced_requests, list_cost_picousd, reasoning_cost_picousd, cache_read_cost_picousd,
    reporting_date
)
-- expect
from (values
    ('acme', 'list', 5, 1, 70, 15, 300, date '2026-01-01'),
    ('acme', 'list', 9, 9, null, null, null, date '2026-02-01')) as expected (
    customer_id, cost_basis, requests, unpriced_requests, cost_picousd, reasoning_cost_picousd,
    cache_read_cost_picousd, month_date
)

-- test: serving costs of a month hold idle time, with rent divided and costs modelled apart
-- given int_loaded_costs_by_day
from (values
    ('acme', 'allocated', 2, 0, 30, 12, date '2026-01-31'), ('acme', 'allocated', 1, 0, 5, 1, date '2026-01-02'),
    ('acme', 'none', 3, 3, null, null, date '2026-01-02')
) as given (
    customer_id, cost_evidence, requests, uncosted_requests, resource_cost_picousd, idle_cost_picousd, reporting_date)
-- expect
from (values ('acme', 'allocated', 3, 0, 48), ('acme', 'none', 3, 3, null)) as expected (
    customer_id, cost_evidence, requests, unpriced_requests, cost_picousd)

-- test: a customer's part of the bill stands beside, and counts no requests
-- given int_customer_bills_by_month
from (values ('acme', 'billed', 'measured', 40, date '2026-01-01')) as given (
    customer_id, cost_basis, cost_evidence, cost_picousd, month_date)
-- expect
from (values ('acme', 'billed', 'measured', null::bigint, 0, 40, 40, 40, date '2026-01-01')) as expected (
    customer_id, cost_basis, cost_evidence, requests, unpriced_requests, cost_picousd, cost_lower_picousd,
    cost_upper_picousd, month_date)

-- test: how much of a list cost an invoice agrees with is the customer's own share, and nothing is said of other bases
-- given int_costs_by_day
select
    'amber' as customer_id,
    40 as list_cost_picousd,
    date '2026-03-01' as reporting_date,
-- given int_effective_costs_by_day
select
    'amber' as customer_id,
    30 as effective_cost_picousd,
    date '2026-03-01' as reporting_date,
-- given int_reconciled_costs_by_day
from (values ('amber', 10, 30, 1), ('amber', 0, 10, 2), ('blue', 5, 5, 1), ('amber', 7, 7, 32)) as given (
    customer_id, reconciled_cost_picousd, list_cost_picousd, day_no
)
select
    given.* exclude (day_no),
    date '2026-03-01' + day_no - 1 as reporting_date,
-- expect
from (values ('list', 0.25), ('effective', null)) as expected (cost_basis, reconciled_cost_share)
select
    *,
    'amber' as customer_id,
    date '2026-03-01' as month_date,
