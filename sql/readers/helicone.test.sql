-- test: the parts tell whether the prompt holds the cache, and the table counts money in 10^-9 USD
-- given source_records
from (values
    (1, '{"request_id": "a", "request_created_at": "2026-09-03T09:20:34.120Z", "response_status": 200,
        "response_created_at": "2026-09-03T09:20:36.000Z", "provider": "OPENAI", "request_model": "gpt-5.4",
        "response_model": "gpt-5.4-2026-04-01", "prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100,
        "prompt_cache_read_tokens": 600, "prompt_cache_write_tokens": 0, "costUSD": 0.00265, "time_to_first_token": 320,
        "request_user_id": "u1", "request_properties": {"tenant": "acme"}, "cache_reference_id": null}'),
    (2, '{"data": [{"request_id": "b", "request_created_at": "2026-09-03 09:20:34.120", "provider": "ANTHROPIC",
        "model": "claude-x", "prompt_tokens": 10, "completion_tokens": 1, "prompt_cache_read_tokens": 500,
        "cost": 2650000, "organization_id": "o", "latency": 5}, {"request_id": "c", "provider": "ANTHROPIC",
        "request_created_at": "2026-09-03 09:20:34.120", "model": "claude-x", "prompt_tokens": 1000,
        "completion_tokens": 1, "prompt_cache_read_tokens": 500, "response_body": {"usage": {"input_tokens": 1000,
        "cache_read_input_tokens": 500}}}], "error": null}'),
    (3, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'a', 'acme', 'gpt-5.4-2026-04-01', 400, 600, 100, 2650000000, 'helicone-inclusive-v1'),
    (2, 'b', null, 'claude-x', 10, 500, 1, 2650000000, 'helicone-exclusive-v1'),
    (2, 'c', null, 'claude-x', 1000, 500, 1, null, 'helicone-exclusive-v1')
) as expected (
    line_no, dedupe_key, customer_ref, response_llm_model, uncached_input_tokens, cache_read_tokens,
    visible_output_tokens, reported_cost_picousd, meter_convention
)

-- test: what the proxy's cache answered cost nothing, a pending call is unknown, and bad rows are refused
-- given source_records
select
    line_no,
    '{"request_id": "r' || line_no || '", "request_created_at": "2026-09-03T09:20:34Z", "provider": "OPENAI",
    "model": "gpt-5.4"' || fields || '}' as json,
from (values
    (1, ', "prompt_tokens": 10, "completion_tokens": 1, "costUSD": 0,
        "cache_reference_id": "6f0d2c1e-0000-4000-8000-000000000002"'),
    (2, ', "response_status": -2'),
    (3, ', "response_status": 429, "prompt_tokens": 0, "completion_tokens": 0'),
    (4, ', "prompt_tokens": 10, "completion_tokens": 1, "reasoning_tokens": 5'),
    (5, ', "prompt_tokens": 10, "costUSD": "much"')
) as written (line_no, fields)
-- expect
from (values
    (1, 0, 0, null, null, 10, 'helicone-cache-hit-v1', null),
    (2, null, null, 'status -2', null, null, 'helicone-usage-unknown-v1', null),
    (3, 0, 0, 'status 429', 429, 0, 'helicone-inclusive-v1', null),
    (4, 10, -4, null, null, 10, 'helicone-inclusive-v1', 'inconsistent_counters'),
    (5, 10, null, null, null, 10, 'helicone-inclusive-v1', 'bad_cost')
) as expected (
    line_no, uncached_input_tokens, visible_output_tokens, error_type, status_code, reported_input_tokens,
    meter_convention, reject_reason
)
