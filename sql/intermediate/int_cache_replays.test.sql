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
from (values
    ('none', 3, 0, 0, 0, 0, 0, 400000, 385000),
    ('5m', 3, 1, 3, 2, 1000, 3000, 385000, 385000),
    ('1h', 3, 2, 2, 0, 2500, 1500, 325000, 385000),
    ('as_is', 3, 1, 3, 2, 1000, 3000, 385000, 385000)) as expected (
    policy, uses, reads, writes, unread_writes, read_tokens, write_tokens, cost_picousd, as_is_cost_picousd
)

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
from (values ('none', true, 10000), ('5m', false, null), ('1h', false, null), ('as_is', true, 5000)) as expected (
    policy, is_known, cost_picousd
)
