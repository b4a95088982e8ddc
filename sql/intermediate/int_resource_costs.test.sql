-- test: every call is there once on its day, with a cost or a reason; its tail after midnight is no request
-- given int_requests_served
from (values
    ('over midnight', 'ours', 'dedicated', null, date '2026-01-05', 10),
    ('modelled', 'theirs', 'shared', null, date '2026-01-05', 11),
    ('unknown', 'theirs', 'shared', 'no_usage', date '2026-01-05', 12),
    ('nobody', null, null, 'no_deployment', date '2026-01-05', 13),
    ('refused', null, null, null, date '2026-01-05', 0)
) as given (dedupe_key, deployment, rental, resource_reason, event_date, computed_tokens)
-- given int_allocated_costs
from (values
    ('over midnight', 1, 2, 3, 4, 5, 6, 12, date '2026-01-05'),
    ('over midnight', 10, 20, 30, 40, 50, 90, 200, date '2026-01-06')
) as given (
    dedupe_key, prefill_cost_picousd, decode_weights_cost_picousd, decode_kv_cost_picousd,
    decode_compute_cost_picousd, idle_cost_picousd, lower_picousd, upper_picousd, event_date)
-- given int_modelled_costs
from (values ('modelled', 1, 1, 1, 1, 0, 5, 3, date '2026-01-05')) as given (
    dedupe_key, prefill_cost_picousd, decode_weights_cost_picousd, decode_kv_cost_picousd,
    decode_compute_cost_picousd, idle_cost_picousd, lower_picousd, upper_picousd, event_date)
-- expect
from (values
    (date '2026-01-05', 'over midnight', 'allocated', null, true, 10, 10, 6, 12, 5),
    (date '2026-01-06', 'over midnight', 'allocated', null, false, 0, 100, 90, 200, 50),
    (date '2026-01-05', 'modelled', 'modelled', null, true, 11, 4, 4, 4, 0),
    (date '2026-01-05', 'unknown', 'modelled', 'no_usage', true, 12, null, null, null, null),
    (date '2026-01-05', 'nobody', 'none', 'no_deployment', true, 13, null, null, null, null),
    (date '2026-01-05', 'refused', 'none', null, true, 0, 0, 0, 0, 0)
) as expected (
    event_date, dedupe_key, cost_evidence, resource_reason, is_first_day, computed_tokens, resource_cost_picousd,
    resource_cost_lower_picousd, resource_cost_upper_picousd, idle_cost_picousd)
