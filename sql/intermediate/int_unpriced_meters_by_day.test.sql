-- test: only the meter without a price is unpriced, and a call that reports no usage is counted
-- given int_requests_priced
from (values
    ('missing_meter_price', 100, 40, 300, null, false),
    ('missing_meter_price', 200, 60, 600, null, false),
    ('no_usage', null, null, 0, 0, false),
    (null, 900, 90, 2700, 90, true)) as given (
    unpriced_reason, uncached_input_tokens, cache_read_tokens, uncached_input_cost_picousd, cache_read_cost_picousd,
    is_priced
)
select
    *,
    'anthropic' as provider,
    'm' as llm_model,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
from (values
    ('uncached_input', 'missing_meter_price', 2, 0, 300, 0, 900),
    ('cache_read', 'missing_meter_price', 2, 2, 100, 100, null),
    ('(not reported)', 'no_usage', 1, 1, 0, 0, null)) as expected (
    meter, unpriced_reason, requests, unpriced_requests, quantity, unpriced_quantity, known_cost_picousd
)
