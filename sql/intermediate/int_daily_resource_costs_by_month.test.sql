-- test: evidence keeps rows apart; unknown cost is counted with its reason, not free
-- given int_loaded_costs_by_day
from (values
    ('ours', 'self', 'llama', 'allocated', '(none)', 2, 0, 30, 15, 60, 70, 1000, 500, 200),
    ('(none)', 'maker', 'haiku', 'none', 'no_deployment', 3, 3, null, null, null, null, null, null, null),
    ('(none)', 'maker', 'haiku', 'none', '(none)', 1, 0, 0, 0, 0, 0, null, null, null),
    ('theirs', 'maker', 'opus', 'modelled', '(none)', 1, 0, 7, 3, 9, 0, 1000, 0, 0)
) as given (
    deployment, provider, llm_model, cost_evidence, resource_reason, requests, uncosted_requests,
    resource_cost_picousd, resource_cost_lower_picousd, resource_cost_upper_picousd, idle_cost_picousd, decode_us,
    kv_bound_us, compute_bound_us)
cross join (values ('c', 'f', 0, date '2026-01-05')) as same (customer_id, feature, over_capacity_us, event_date)
-- given int_costs_by_day
from (values
    ('self', 'llama', 2, 0, 1000), ('maker', 'haiku', 4, 0, 5), ('maker', 'opus', 2, 0, 70)
) as given (provider, llm_model, requests, unpriced_requests, list_cost_picousd)
cross join (values ('c', 'f', date '2026-01-05')) as same (customer_id, feature, event_date)
-- expect
from (values
    (date '2026-01-05', 'c', 'llama', 'allocated', null, 2, 0, 30, 15, 60, 70, 1000, 10.0, 0.5, 0.2, 0.3),
    (date '2026-01-05', 'c', 'haiku', 'none', 'no_deployment', 4, 3, 0, 0, 0, 0, null, null, null, null, null),
    (date '2026-01-05', 'c', 'opus', 'modelled', null, 1, 0, 7, 3, 9, 0, null, null, 0.0, 0.0, 1.0)
) as costs (
    event_date, customer_id, llm_model, cost_evidence, uncosted_reason, requests, uncosted_requests, cost, lower,
    upper, idle, list, list_to_loaded_ratio, kv_bound_share, compute_bound_share, memory_bound_share)
select
    * exclude (cost, lower, upper, idle, list),
    usd(cost) as resource_cost_usd,
    usd(lower) as resource_cost_lower_usd,
    usd(upper) as resource_cost_upper_usd,
    usd(idle) as idle_cost_usd,
    usd(cost + idle) as loaded_cost_usd,
    usd(list) as list_cost_usd,
