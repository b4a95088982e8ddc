-- test: meter costs add up to the cost, and a request without a full price is in neither
-- given int_requests_priced
from (values
    ('a', 'acme', 'anthropic', 'm', 100, 10, 300, 150, 450, 450, 450, null, true, timestamptz '2026-01-05 10:00:00+00'),
    ('b', 'acme', 'anthropic', 'm', 200, 20, 600, 300, 900, 900, 900, null, true, timestamptz '2026-01-05 11:00:00+00'),
    ('c', 'acme', 'anthropic', 'm', 400, 40, null, 600, null, 600, null, 'missing_meter_price', false,
        timestamptz '2026-01-05 12:00:00+00')) as given (
    dedupe_key, customer_id, provider, llm_model, uncached_input_tokens, visible_output_tokens,
    uncached_input_cost_picousd, visible_output_cost_picousd, list_cost_picousd, list_cost_lower_picousd,
    list_cost_upper_picousd, unpriced_reason, is_priced, started_at
)
select
    *,
    date '2026-01-05' as event_date,
-- expect
from (values (
    'acme', '(not reported)', '(not reported)', 3, 1, 1, 700, 70, 770, 440, 900, 450, 1350, 600, null
)) as expected (
    customer_id, service_tier, project_id, requests, unpriced_requests, unbounded_requests, uncached_input_tokens,
    visible_output_tokens, total_tokens, unpriced_tokens, uncached_input_cost_picousd, visible_output_cost_picousd,
    list_cost_picousd, unpriced_lower_picousd, unpriced_upper_picousd
)

-- test: an operation counts once a day, in the group of its first attempt
-- given int_requests_priced
from (values
    ('a', 'op', 2, 'large', true, 5, timestamptz '2026-01-05 10:01:00+00'),
    ('b', 'op', 1, 'small', true, 1, timestamptz '2026-01-05 10:00:00+00'),
    ('c', null, null, 'small', true, 2, timestamptz '2026-01-05 10:02:00+00')) as given (
    dedupe_key, operation_id, attempt_no, llm_model, is_priced, list_cost_picousd, started_at
)
select
    *,
    'acme' as customer_id,
    'openai' as provider,
    date '2026-01-05' as event_date,
-- expect
from (values ('large', 1, 1, 0, 5, 5), ('small', 2, 1, 1, 3, 1)) as expected (
    llm_model, requests, attempts, operations, list_cost_picousd, operation_cost_picousd
)

-- test: batch is a tier of its own, and a tier that nobody reports is not taken for standard
-- given int_requests_priced
from (values
    ('a', 'standard', true),
    ('b', null, true),
    ('c', 'priority', true),
    ('d', 'standard', false),
    ('e', null, false)) as given (dedupe_key, service_tier, is_batch)
select
    *,
    'acme' as customer_id,
    true as is_priced,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
from (values ('batch', 2), ('priority', 1), ('standard', 1), ('(not reported)', 1)) as expected (service_tier, requests)

-- test: the reporting day is the day of the call in the reporting time zone
-- given settings
from (values ('America/New_York')) as given (reporting_time_zone)
-- given int_requests_priced
from (values
    ('a', timestamptz '2026-01-05 04:59:59+00'),
    ('b', timestamptz '2026-01-05 05:00:00+00')) as given (dedupe_key, started_at)
select
    *,
    'acme' as customer_id,
    true as is_priced,
    date '2026-01-05' as event_date,
-- expect
from (values (date '2026-01-05', date '2026-01-04', 1), (date '2026-01-05', date '2026-01-05', 1)) as expected (
    event_date, reporting_date, requests
)
