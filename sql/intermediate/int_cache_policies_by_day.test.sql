-- test: savings and their squares add up by prefix, and a prefix without a cost leaves the day without one
-- given int_cache_replays
from (values
    ('5m', 1, 2, true, 5000, 3000),
    ('5m', 2, 1, true, 1000, 2000),
    ('1h', 1, 2, true, 5000, 4000),
    ('1h', 2, 1, false, 1000, null)) as given (
    policy, prefix_key, uses, is_known, as_is_cost_picousd, cost_picousd
)
select
    *,
    1 as reads,
    1 as writes,
    10 as read_tokens,
    'acme' as customer_id,
    date '2026-01-05' as event_date,
-- expect
from (values ('5m', 2, 3, 2, 2, 20, 5000, 2, 1000, 5), ('1h', 2, 3, 2, 2, 20, null, 1, 1000, 1)) as expected (
    policy, prefixes, uses, reads, writes, read_tokens, cost_picousd, compared_prefixes, saving_picousd, square_saving
)
