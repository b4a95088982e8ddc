-- test: a cached token inside and beside the input is an offence, by either convention
-- given chunk_days
from (values (date '2026-01-05')) as given (event_date)
-- given raw_requests
from (values
    (1, 'otel-inclusive-v1', 5, 100, 20, 105, 20),
    (2, 'otel-inclusive-v1', 105, 100, 20, 105, 20),
    (3, 'anthropic-exclusive-v1', 5, 100, 20, 5, 20),
    (4, 'anthropic-exclusive-v1', 105, 100, 20, 5, 20),
    (5, 'litellm-cache-hit-v1', 0, 0, 0, 105, 20)) as given (
    line_no, meter_convention, uncached_input_tokens, cache_read_tokens, visible_output_tokens, reported_input_tokens,
    reported_output_tokens
)
select
    *,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
from (values (2, 225, 125), (4, 225, 125)) as expected (line_no, meter_tokens, reported_tokens)
