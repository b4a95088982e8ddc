-- test: native counters and the charged cost count, not the normalised ones nor the upstream's price
-- given source_records
from (values
    (1, '{"data": {"id": "gen-1", "created_at": "2026-09-03T09:20:34.120Z", "model": "openai/gpt-5.4",
        "provider_name": "OpenAI", "total_cost": 0.00251, "usage": 0.00251, "upstream_inference_cost": 9.9,
        "is_byok": true, "tokens_prompt": 1, "native_tokens_prompt": 1200, "native_tokens_completion": 80,
        "native_tokens_reasoning": 20, "native_tokens_cached": 800, "latency": 320, "external_user": "cust-17",
        "provider_responses": [{"status": 500}, {"status": 200}]}}'),
    (2, '{"id": "gen-2", "created_at": "2026-09-03T09:20:34.120Z", "model": "openai/gpt-5.4", "usage": 0,
        "native_tokens_prompt": 1200, "response_cache_source_id": "gen-1"}'),
    (3, '{"id": "gen-3", "created_at": "2026-09-03T09:20:34.120Z", "model": "openai/gpt-5.4",
        "native_tokens_prompt": 5, "native_tokens_cached": 9}'),
    (4, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'gen-1', 'cust-17', 'openrouter', 'OpenAI', 400, 800, 60, 20, 2510000000, 'openrouter-inclusive-v1', null),
    (2, 'gen-2', null, 'openrouter', null, 0, 0, 0, 0, 0, 'openrouter-cache-hit-v1', null),
    (3, 'gen-3', null, 'openrouter', null, -4, 9, null, null, null, 'openrouter-inclusive-v1', 'inconsistent_counters')
) as expected (
    line_no, dedupe_key, customer_ref, provider, deployment, uncached_input_tokens, cache_read_tokens,
    visible_output_tokens, reasoning_tokens, reported_cost_picousd, meter_convention, reject_reason
)
