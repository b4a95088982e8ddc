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

-- test: a price is as old as the last day that its source names, and no older than it is known
-- given int_requests_priced
from (values
    ('site, checked 2026-01-02', 0, true), ('site, checked 2025-10-07', 0, true), ('site, 2025-10', 0, true),
    ('contract', 59, true), ('contract', -61, true), ('site, checked 2026-02-01', 0, true), ('contract', 0, false),
    ('2024-01-01 page, 2026-01-01', 0, true)
) as given (price_source, known_day, is_priced)
select
    given.* exclude (known_day),
    if(known_day = 59, 'new', 'all') as source,
    timestamptz '2025-11-01 00:00:00+00' + to_days(known_day) as price_known_from,
    date '2026-01-05' as event_date,
-- expect
from (values ('all', 7, 1, 126), ('new', 1, 0, 6)) as expected (source, requests, old_price_requests, oldest_price_days)
