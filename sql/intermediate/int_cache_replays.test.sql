-- test: a gap within the lifetime reads the shared part and writes the rest, a longer one writes all again
-- given int_cache_uses
from (values
    ('a', null, 0, 1000, 0, 240),
    ('b', 240, 1000, 1500, 1000, 2400),
    ('c', 2400, 1500, 1500, 0, null)) as given (
    dedupe_key, previous_gap_seconds, shared_tokens, cacheable_tokens, read_tokens, next_gap_seconds
)
select
    * exclude (previous_gap_seconds, next_gap_seconds),
    previous_gap_seconds * 1000000::bigint as previous_gap_us,
    next_gap_seconds * 1000000::bigint as next_gap_us,
    cacheable_tokens - read_tokens as write_5m_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
    dedupe_key <> 'a' as is_unread_in_5m,
    100 as input_picousd,
    10 as read_picousd,
    125 as write_5m_picousd,
    200 as write_1h_picousd,
    1 as prefix_key,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
select
    3 as uses,
    4000 as cacheable_tokens,
    {'reads': 0, 'writes': 0, 'unread_writes': 0, 'read_tokens': 0, 'write_tokens': 0, 'is_known': true,
        'cost_picousd': 400000} as none,
    {'reads': 1, 'writes': 3, 'unread_writes': 2, 'read_tokens': 1000, 'write_tokens': 3000, 'is_known': true,
        'cost_picousd': 385000} as after_5m,
    {'reads': 2, 'writes': 2, 'unread_writes': 0, 'read_tokens': 2500, 'write_tokens': 1500, 'is_known': true,
        'cost_picousd': 325000} as after_1h,
    {'reads': 1, 'writes': 3, 'unread_writes': 2, 'read_tokens': 1000, 'write_tokens': 3000, 'is_known': true,
        'cost_picousd': 385000} as as_is,

-- test: a lifetime that is not sold has no cost
-- given int_cache_uses
select
    100 as cacheable_tokens,
    100 as read_tokens,
    100 as shared_tokens,
    0 as write_5m_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
    100 as input_picousd,
    50 as read_picousd,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
select
    {'reads': 0, 'writes': 0, 'unread_writes': 0, 'read_tokens': 0, 'write_tokens': 0, 'is_known': true,
        'cost_picousd': 10000} as none,
    {'reads': 0, 'writes': 1, 'unread_writes': 1, 'read_tokens': 0, 'write_tokens': 100, 'is_known': false,
        'cost_picousd': null} as after_5m,
    {'reads': 0, 'writes': 1, 'unread_writes': 1, 'read_tokens': 0, 'write_tokens': 100, 'is_known': false,
        'cost_picousd': null} as after_1h,
    {'reads': 1, 'writes': 0, 'unread_writes': 0, 'read_tokens': 100, 'write_tokens': 0, 'is_known': true,
        'cost_picousd': 5000} as as_is,
