-- test: unit costs leave unpriced requests out of both sides, and an unbounded request leaves the upper bound open
-- given int_costs_by_day
from (values
    ('p1', 3, 1, 0, 2, 2, 600, 100, 1000000000000, 50, 70, 800000000000),
    ('p2', 2, 1, 1, 0, 0, 500, 200, 500000000000, null, null, null)) as given (
    project_id, requests, unpriced_requests, unbounded_requests, attempts, operations, total_tokens, unpriced_tokens,
    list_cost_picousd, unpriced_lower_picousd, unpriced_upper_picousd, operation_cost_picousd
)
select
    *,
    'acme' as customer_id,
    0 as estimated_requests,
    date '2026-01-05' as event_date,
    date '2026-01-05' as reporting_date,
-- expect
from (values (
    'acme', 'list', 'modelled', 5, 2, 1.5::decimal(38, 12), 0.00000000005::decimal(38, 12), null,
    0.5::decimal(38, 12), 1875::decimal(38, 12), null
)) as expected (
    customer_id, cost_basis, cost_evidence, requests, unpriced_requests, cost_usd, unpriced_cost_lower_usd,
    unpriced_cost_upper_usd, cost_per_request_usd, cost_per_million_tokens_usd, cost_per_operation_usd
)

-- test: what nobody reported stays unknown, and nothing unpriced is a bound of 0
-- given int_costs_by_day
from (values (1, 0, 10, 0)) as given (requests, unpriced_requests, uncached_input_tokens, cache_read_tokens)
select
    *,
    'acme' as customer_id,
    2 as list_cost_picousd,
    0 as unbounded_requests,
    0 as operations,
    date '2026-01-05' as event_date,
-- expect
from (values (10, 0, null, 0::decimal(38, 12), 0::decimal(38, 12), null)) as expected (
    uncached_input_tokens, cache_read_tokens, reasoning_tokens, unpriced_cost_lower_usd, unpriced_cost_upper_usd,
    cost_per_operation_usd
)

-- test: a day is reconciled in the month that a call of it is in, and what serving cost stands on a basis of its own
-- given int_costs_by_day
from (values ('p', 'm', 2, 7, date '2026-01-31', date '2026-02-01')) as given (
    provider, llm_model, requests, list_cost_picousd, event_date, reporting_date
)
-- given int_reconciled_days_by_month
from (values
    ('p', 'm', true, false, date '2026-01-31', date '2026-01-01'),
    ('p', 'm', true, true, date '2026-01-31', date '2026-02-01')) as given (
    provider, llm_model, is_reconciled, is_logged_cost_lower_bound, event_date, month_date
)
-- given int_resource_basis_by_day
from (values ('p', 'm', 'resource', 'modelled', 2, date '2026-01-31', date '2026-01-31')) as given (
    provider, llm_model, cost_basis, cost_evidence, requests, event_date, reporting_date
)
-- expect
from (values
    ('list', 'reconciled', 2, true, date '2026-02-01'),
    ('resource', 'modelled', 2, null, date '2026-01-01')) as expected (
    cost_basis, cost_evidence, requests, is_cost_lower_bound, month_date
)
