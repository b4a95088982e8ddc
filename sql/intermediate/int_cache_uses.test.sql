-- test: a write is read where a later call within the lifetime reads deeper than the writer did
-- given int_cache_touches
from (values
    ('a', 1, 0, 1000, 0),
    ('b', 1, 1000, 500, 200),
    ('c', 1, 1000, 0, 400),
    ('d', 2, 0, 1000, 0),
    ('e', 2, 900, 0, 301),
    ('f', 3, 0, 1000, 0),
    ('g', 3, 0, 1000, 10)) as given (dedupe_key, prefix_key, read_tokens, write_5m_tokens, second)
select
    * exclude (second),
    read_tokens + write_5m_tokens as cacheable_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
    0 as block_no,
    second * 1000000::bigint as started_us,
    'm' as llm_model,
    true as is_inferred,
-- expect
from (values
    ('a', false, false, 0),
    ('b', true, true, 1000),
    ('c', true, true, 1000),
    ('d', true, false, 0),
    ('e', true, true, 900),
    ('f', true, true, 0),
    ('g', true, true, 0)) as expected (dedupe_key, is_unread_in_5m, is_unread_in_1h, shared_tokens)

-- test: an entry that expired was still the same prefix, and one that was alive and not read was not
-- given int_cache_touches
from (values
    ('a', 1, 0),
    ('b', 1, 900),
    ('c', 2, 0),
    ('d', 2, 299)) as given (dedupe_key, prefix_key, second)
select
    * exclude (second),
    0 as read_tokens,
    1000 as write_5m_tokens,
    1000 as cacheable_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
    0 as block_no,
    second * 1000000::bigint as started_us,
    true as is_inferred,
-- expect
from (values ('a', 0), ('b', 1000), ('c', 0), ('d', 0)) as expected (dedupe_key, shared_tokens)

-- test: a write before midnight is read after it
-- given int_cache_touches
from (values
    ('a', 0, 1000, date '2026-01-05', 1767657540),
    ('b', 1000, 0, date '2026-01-06', 1767657660)) as given (
    dedupe_key, read_tokens, write_5m_tokens, event_date, second
)
select
    * exclude (second),
    1 as prefix_key,
    1000 as cacheable_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
    0 as block_no,
    second * 1000000::bigint as started_us,
-- expect
from (values
    (date '2026-01-05', false, 120000000, null),
    (date '2026-01-06', true, null, '5m')) as expected (event_date, is_unread_in_5m, next_gap_us, held_ttl)

-- test: a read belongs to the lifetime its writer chose, for a day at most
-- given int_cache_touches
from (values
    ('a', 1, 0, 1000, 1, false, 0),
    ('b', 1, 1000, 0, 1, true, 60),
    ('c', 1, 1000, 0, 1, true, 86400),
    ('d', 1, 1000, 0, 1, true, 86401),
    ('e', 2, 1000, 0, null, true, 0),
    ('f', 3, 1000, 0, null, false, 0)) as given (
    dedupe_key, prefix_key, read_tokens, write_1h_tokens, write_1h_picousd, has_price_list, second
)
select
    * exclude (second),
    1000 as cacheable_tokens,
    0 as write_5m_tokens,
    0 as write_unknown_tokens,
    0 as block_no,
    second * 1000000::bigint as started_us,
-- expect
from (values
    ('a', '1h'),
    ('b', '1h'),
    ('c', '1h'),
    ('d', '(not reported)'),
    ('e', 'automatic'),
    ('f', '(not reported)')) as expected (dedupe_key, read_ttl)
