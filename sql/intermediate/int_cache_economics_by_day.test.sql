-- test: premiums, savings and waste add up by lifetime, and what has no price is counted
-- given int_cache_events
from (values
    ('a', '5m', true, 100, 1000, 1250, 100, 'expired'),
    ('b', '5m', true, 200, 2000, 2500, 200, null),
    ('c', '5m', false, 200, 2000, 2500, 200, null),
    ('d', '5m', true, 10, null, null, null, 'one_shot')) as given (
    dedupe_key, ttl, is_write, tokens, at_input_picousd, at_write_picousd, at_read_picousd, waste_cause
)
select
    *,
    'acme' as customer_id,
    'm' as llm_model,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
    dedupe_key = 'a' as is_inferred,
-- expect
select
    '(not reported)' as provider,
    'm' as llm_model,
    3 as writes,
    1 as reads,
    1 as inferred_uses,
    1 as unpriced_uses,
    310 as write_tokens,
    200 as read_tokens,
    750 as premium_picousd,
    1800 as saving_picousd,
    2000 as read_at_input_picousd,
    5000 as at_input_picousd,
    6250 as at_write_picousd,
    500 as at_read_picousd,
    1 as expired_writes,
    100 as expired_tokens,
    250 as expired_premium_picousd,
    1 as one_shot_writes,
    null as one_shot_premium_picousd,
    0 as model_switch_writes,
