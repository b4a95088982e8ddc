-- test: a month with a contract has all its usage, projects added up; another month has no rows
-- given int_costs_by_day
from (values
    ('a', 'x', 3, 2, 1, 50, 800, date '2026-01-05'),
    ('a', 'y', 1, 0, 0, null, 200, date '2026-01-05'),
    ('b', 'x', 1, 0, 0, null, 1000, date '2026-01-20'),
    ('c', 'x', 1, 0, 1, 70, null, date '2026-01-31'),
    ('d', 'x', 1, 0, 0, null, 1000, date '2026-02-05')
) as given (
    customer_id, project_id, requests, contracted_requests, effective_unpriced_requests, effective_unpriced_tokens,
    effective_cost_picousd, reporting_date
)
cross join (values ('p', 'm', 'standard', 'f', 100)) as same (provider, llm_model, service_tier, feature, total_tokens)
-- expect
from (values ('a', 4, 1, 50, 200, 1000), ('b', 1, 0, 0, 100, 1000), ('c', 1, 1, 70, 100, null)) as expected (
    customer_id, requests, unpriced_requests, unpriced_tokens, total_tokens, effective_cost_picousd
)
