-- test: requests count on their first day, costs on every day, and a reason is a row of its own
-- given int_resource_costs
from (values
    ('ours', 'allocated', null, true, 10, 5, 100), ('ours', 'allocated', null, false, 20, 7, 0),
    (null, 'none', 'no_deployment', true, null, null, 30), (null, 'none', 'no_deployment', true, null, null, 40)
) as given (
    deployment, cost_evidence, resource_reason, is_first_day, resource_cost_picousd, idle_cost_picousd,
    computed_tokens)
cross join (values ('p', 'm', 'c', 'f', date '2026-01-05')) as same (
    provider, llm_model, customer_id, feature, event_date)
-- expect
from (values
    ('ours', 'allocated', '(none)', 1, 0, 30, 12, 100), ('(none)', 'none', 'no_deployment', 2, 2, null, null, 70)
) as expected (
    deployment, cost_evidence, resource_reason, requests, uncosted_requests, resource_cost_picousd, idle_cost_picousd,
    computed_tokens)
