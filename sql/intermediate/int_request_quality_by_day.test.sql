-- test: a source's own cost is compared only where ours is known, and beyond 1 % it counts
-- given int_requests_priced
from (values
    ('litellm', 100000000, 100500000, true, true, false, 10, 10),
    ('litellm', 100000000, 110000000, true, false, true, 10, 12),
    ('litellm', null, 100000000, false, true, false, 10, null),
    ('litellm', 100, 200, true, true, false, 10, null)) as given (
    source, list_cost_picousd, reported_cost_picousd, is_priced, is_attributed, is_usage_estimated,
    uncached_input_tokens, reported_total_tokens
)
select
    *,
    date '2026-01-05' as event_date,
-- expect
from (values ('litellm', 4, 1, 1, 1, 1, 3, 1, 210500200, 200000100)) as expected (
    source, requests, unattributed_requests, estimated_requests, unpriced_requests, total_mismatch_requests,
    cost_reported_requests, cost_beyond_tolerance_requests, reported_cost_picousd, compared_cost_picousd
)

-- test: T50: a source that loses the customer shows what it lost, and does not hide behind one that does not
-- given int_requests_priced
from (values
    ('gateway-chat', 10, true, true), ('gateway-chat', 20, true, true),
    ('gateway-messages', 30, true, false), ('gateway-messages', 40, true, true),
    ('gateway-messages', null, false, false)
) as given (source, list_cost_picousd, is_priced, is_attributed)
select
    *,
    date '2026-01-05' as event_date,
-- expect
from (values ('gateway-chat', 2, 0, null), ('gateway-messages', 3, 2, 30)) as expected (
    source, requests, unattributed_requests, unattributed_cost_picousd
)
