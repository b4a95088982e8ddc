-- test: the parts tell whether the prompt holds the cache; properties name tenant, session and feature
-- given source_records
from (values
    (2, 'r1', '1000', '100', '1100', '600', '0.00265', '200',
        '{"tenant": "acme", "Helicone-Session-Id": "s1", "feature": "search"}', null),
    (3, 'r2', '100', '10', null, '600', null, '200', null, null),
    (4, 'r3', '100', '10', '110', null, '0', '200', 'no json', 'c0ffee00-0000-4000-8000-000000000001'),
    (5, 'r4', null, null, null, null, null, '-1', null, '00000000-0000-0000-0000-000000000000'),
    (6, 'r5', '1.5', '10', null, null, null, '200', null, null),
    (7, 'r6', '15', '10', null, null, '-1', '429', null, null)
) as given (
    line_no, request_id, prompt_tokens, completion_tokens, total_tokens, prompt_cache_read_tokens, "costUSD",
    response_status, request_properties, cache_reference_id
)
cross join (values ('2026-09-03T09:20:34.120Z', '320', 'CUSTOM', 'gpt-5.4')) as same (
    request_created_at, time_to_first_token, provider, response_model
)
-- expect
from (values
    (2, 'acme', 's1', 'search', 'openai', 400, 600, 100, 2650000000, 'helicone-inclusive-v1', null, null),
    (3, null, null, null, 'openai', 100, 600, 10, null, 'helicone-exclusive-v1', null, null),
    (4, null, null, null, 'openai', 0, 0, 0, 0, 'helicone-cache-hit-v1', null, null),
    (5, null, null, null, 'openai', null, null, null, null, 'helicone-usage-unknown-v1', null, 'status -1'),
    (6, null, null, null, 'openai', null, null, 10, null, 'helicone-usage-unknown-v1', 'fractional_counter', null),
    (7, null, null, null, 'openai', 15, null, 10, null, 'helicone-inclusive-v1', 'bad_cost', 'status 429')
) as expected (
    line_no, customer_ref, session_id, feature, provider, uncached_input_tokens, cache_read_tokens,
    visible_output_tokens, reported_cost_picousd, meter_convention, reject_reason, error_type
)
