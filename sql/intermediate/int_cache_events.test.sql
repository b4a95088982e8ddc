-- test: a call that reads and writes two lifetimes is three events, each at its own price
-- given int_cache_uses
select
    'a' as dedupe_key,
    0 as block_no,
    100 as read_tokens,
    10 as write_5m_tokens,
    20 as write_1h_tokens,
    0 as write_unknown_tokens,
    '1h' as read_ttl,
    true as is_unread_in_5m,
    false as is_unread_in_1h,
    100 as input_picousd,
    10 as read_picousd,
    125 as write_5m_picousd,
    200 as write_1h_picousd,
-- expect
from (values
    ('1h', false, 100, 10000, 20000, 1000, null),
    ('5m', true, 10, 1000, 1250, 100, 'one_shot'),
    ('1h', true, 20, 2000, 4000, 200, null)) as expected (
    ttl, is_write, tokens, at_input_picousd, at_write_picousd, at_read_picousd, waste_cause
)

-- test: a wasted write has the cause that its neighbours show
-- given int_cache_uses
from (values
    ('changed', 300000000, 300000000, null, true),
    ('switched', 300000001, 60000000, null, true),
    ('expired', 300000001, 300000001, null, true),
    ('expired, last of many', null, null, 86400000000, true),
    ('once', null, null, 86400000001, true),
    ('once, next day', 86400000001, 86400000001, null, true),
    ('read', 10, 10, null, false)) as given (
    dedupe_key, next_gap_us, next_gap_any_model_us, previous_gap_any_model_us, is_unread_in_5m
)
select
    *,
    0 as read_tokens,
    10 as write_5m_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
-- expect
from (values
    ('changed', 'prefix_changed'),
    ('switched', 'model_switch'),
    ('expired', 'expired'),
    ('expired, last of many', 'expired'),
    ('once', 'one_shot'),
    ('once, next day', 'one_shot'),
    ('read', null)) as expected (dedupe_key, waste_cause)

-- test: a provider that caches by itself writes at the price of input
-- given int_cache_uses
select
    'a' as dedupe_key,
    100 as read_tokens,
    0 as write_5m_tokens,
    0 as write_1h_tokens,
    0 as write_unknown_tokens,
    'automatic' as read_ttl,
    100 as input_picousd,
    50 as read_picousd,
-- expect
select
    'automatic' as ttl,
    10000 as at_input_picousd,
    10000 as at_write_picousd,
    5000 as at_read_picousd,
