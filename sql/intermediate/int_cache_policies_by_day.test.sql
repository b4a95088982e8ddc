-- test: savings and their squares add up by prefix, and a prefix without a cost leaves the day without one
-- given int_cache_replays
from (values (1, 2, 5000, 3000, true, 4000), (2, 1, 1000, 2000, false, null)) as given (
    prefix_key, uses, as_is_cost, cost_5m, is_1h_known, cost_1h
)
select
    prefix_key,
    uses,
    {'reads': 1, 'writes': 1, 'read_tokens': 10, 'is_known': true, 'cost_picousd': as_is_cost} as as_is,
    {'reads': 1, 'writes': 1, 'read_tokens': 10, 'is_known': true, 'cost_picousd': cost_5m} as after_5m,
    {'reads': 1, 'writes': 1, 'read_tokens': 10, 'is_known': is_1h_known, 'cost_picousd': cost_1h} as after_1h,
    {'reads': 0, 'writes': 0, 'read_tokens': 0, 'is_known': true, 'cost_picousd': 1000} as none,
    'acme' as customer_id,
    date '2026-01-05' as event_date,
-- expect
from (values
    ('none', 2, 3, 0, 0, 0, 2000, 2, 4000, 16),
    ('as_is', 2, 3, 2, 2, 20, 6000, 2, 0, 0),
    ('5m', 2, 3, 2, 2, 20, 5000, 2, 1000, 5),
    ('1h', 2, 3, 2, 2, 20, null, 1, 1000, 1)) as expected (
    policy, prefixes, uses, reads, writes, read_tokens, cost_picousd, compared_prefixes, saving_picousd, square_saving
)
