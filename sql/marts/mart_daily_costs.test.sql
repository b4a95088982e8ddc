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

-- test: serving costs what use and idle time cost, within its span; what has no cost is counted and stays unknown
-- given int_loaded_costs_by_day
from (values
    ('acme', 'allocated', '(none)', 2, 0, 100, 20, 30, 1000000, 500000, 60, 260),
    ('acme', 'none', 'no_deployment', 3, 3, 10, 0, 5, null, null, null, null),
    ('(idle)', 'allocated', '(none)', 0, 0, 0, 0, 0, 0, 700000, 350000, 1400000)
) as given (
    customer_id, cost_evidence, resource_reason, requests, uncosted_requests, computed_tokens, cached_tokens,
    output_tokens, resource_cost_picousd, idle_cost_picousd, loaded_cost_lower_picousd, loaded_cost_upper_picousd)
cross join (values (date '2026-01-05', date '2026-01-05')) as same (event_date, reporting_date)
-- expect
from (values
    ('acme', 'allocated', 2, 0, 150, 0, 1500000, 60, 260, 750000, 10000000000, 0),
    ('acme', 'none', 3, 3, 15, 15, null, null, null, null, null, null),
    ('(idle)', 'allocated', 0, 0, 0, 0, 700000, 350000, 1400000, null, null, 0)
) as given (
    customer_id, cost_evidence, requests, unpriced_requests, total_tokens, unpriced_tokens, cost, lower, upper, each,
    per_million, unpriced)
select
    * exclude (cost, lower, upper, each, per_million, unpriced),
    'resource' as cost_basis,
    usd(cost) as cost_usd,
    usd(lower) as cost_lower_usd,
    usd(upper) as cost_upper_usd,
    usd(each) as cost_per_request_usd,
    usd(per_million) as cost_per_million_tokens_usd,
    usd(unpriced) as unpriced_cost_upper_usd,
