-- test: savings and their squares add up by prefix, and a prefix without a cost leaves the day without one
-- given int_cache_replays
from (values (1, 2, 5000, 3000, true, 4000), (2, 1, 1000, 2000, false, null)) as given (
    prefix_key, uses, as_is_cost, cost_5m, is_1h_known, cost_1h
)
select
    prefix_key,
    uses,
    {'reads': 1, 'writes': 1, 'unread_writes': 0, 'read_tokens': 10, 'write_tokens': 5, 'is_known': true,
        'cost_picousd': as_is_cost} as as_is,
    {'reads': 1, 'writes': 1, 'unread_writes': 0, 'read_tokens': 10, 'write_tokens': 5, 'is_known': true,
        'cost_picousd': cost_5m} as after_5m,
    {'reads': 1, 'writes': 1, 'unread_writes': 0, 'read_tokens': 10, 'write_tokens': 5, 'is_known': is_1h_known,
        'cost_picousd': cost_1h} as after_1h,
    {'reads': 0, 'writes': 0, 'read_tokens': 0, 'is_known': true, 'cost_picousd': 1000} as none,
    'acme' as customer_id,
    date '2026-01-05' as event_date,
-- expect
select
    2 as prefixes,
    3 as uses,
    2000 as none_cost_picousd,
    {'reads': 2, 'writes': 2, 'unread_writes': 0, 'read_tokens': 20, 'write_tokens': 10, 'cost_picousd': 5000,
        'is_known': true} as after_5m,
    {'reads': 2, 'writes': 2, 'unread_writes': 0, 'read_tokens': 20, 'write_tokens': 10, 'cost_picousd': null,
        'is_known': false} as after_1h,
    {'reads': 2, 'writes': 2, 'unread_writes': 0, 'read_tokens': 20, 'write_tokens': 10, 'cost_picousd': 6000,
        'is_known': true} as as_is,
    2 as costed_prefixes,
    {'compared_prefixes': 2, 'saving_picousd': 4000, 'square_saving': 16} as none_saving,
    {'compared_prefixes': 2, 'saving_picousd': 1000, 'square_saving': 5} as after_5m_saving,
    {'compared_prefixes': 1, 'saving_picousd': 1000, 'square_saving': 1} as after_1h_saving,

-- test: savings beyond 64 bits are squared exactly
-- given int_cache_replays
from (values (10000000000000000000, 0), (0, 10000000000000000999)) as given (as_is_cost, none_cost)
select
    {'reads': 0, 'is_known': true, 'cost_picousd': as_is_cost::hugeint} as as_is,
    {'reads': 0, 'is_known': true, 'cost_picousd': none_cost::hugeint} as none,
    'acme' as customer_id,
    date '2026-01-05' as event_date,
-- expect
select
    {'compared_prefixes': 2, 'saving_picousd': -999::hugeint,
        'square_saving': 200000000000000000000000000000000::hugeint} as none_saving,
