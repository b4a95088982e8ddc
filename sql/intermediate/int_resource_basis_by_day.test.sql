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
