-- test: cached and written tokens are parts of the input, reasoning of the output, in Chat and in Responses
-- given source_records
from (values
    (1, '{"id": "chatcmpl-A1", "object": "chat.completion", "created": 1788220900, "model": "gpt-5.6-sol",
        "service_tier": "default", "choices": [{"finish_reason": "stop"}], "usage": {"prompt_tokens": 2048,
        "completion_tokens": 300, "total_tokens": 2348, "prompt_tokens_details": {"cached_tokens": 1024,
        "cache_write_tokens": 512, "audio_tokens": 0}, "completion_tokens_details": {"reasoning_tokens": 192,
        "audio_tokens": 0, "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}}}'),
    (2, '{"customer_id": "acme", "response": {"id": "resp_9", "object": "response", "created_at": 1788220950,
        "status": "completed", "model": "gpt-6-luna", "service_tier": "flex", "output": [
        {"type": "web_search_call", "action": {"type": "search"}}, {"type": "web_search_call",
        "action": {"type": "open_page"}}, {"type": "code_interpreter_call"}], "usage": {"input_tokens": 500,
        "input_tokens_details": {"cached_tokens": 0}, "output_tokens": 120,
        "output_tokens_details": {"reasoning_tokens": 64}, "total_tokens": 620}}}'),
    (3, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'chatcmpl-A1', null, 'openai', 'gpt-5.6-sol', 'default', 512, 1024, 512, 108, 192, null, null, 2348),
    (2, 'resp_9', 'acme', 'openai', 'gpt-6-luna', 'flex', 500, 0, null, 56, 64, 1, 1, 620)
) as expected (
    line_no, dedupe_key, customer_ref, provider, response_llm_model, service_tier, uncached_input_tokens,
    cache_read_tokens, cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, web_searches,
    tool_calls_billed, reported_total_tokens
)

-- test: each variant of the shape is read by its own names, and money in its own unit
-- given source_records
select
    line_no,
    '{"id": "' || id || '", "created": 1788429634, "model": "' || model || '", "usage": {' || usage || '}}' as json,
from (values
    (1, 'ds', 'deepseek-v4-pro', '"prompt_tokens": 10000, "prompt_cache_hit_tokens": 8000,
        "prompt_cache_miss_tokens": 2000, "completion_tokens": 500, "total_tokens": 10500,
        "completion_tokens_details": {"reasoning_tokens": 300}'),
    (2, 'xai', 'grok-5', '"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 180,
        "cost_in_usd_ticks": 37756000, "completion_tokens_details": {"reasoning_tokens": 30}'),
    (3, 'gem', 'gemini-3.1-pro', '"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 1000'),
    (4, 'gen-1', 'anthropic/claude-sonnet-5', '"prompt_tokens": 1200, "completion_tokens": 80, "total_tokens": 1280,
        "cost": 0.00251, "is_byok": true, "cost_details": {"upstream_inference_cost": 9.9},
        "prompt_tokens_details": {"cached_tokens": 800}'),
    (5, 'kimi', 'kimi-k2', '"prompt_tokens": 10, "cached_tokens": 4, "completion_tokens": 5, "total_tokens": 15'),
    (6, 'vllm', 'llama', '"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15,
        "prompt_tokens_details": null'),
    (7, 'rt', 'gpt-realtime', '"total_tokens": 150, "input_tokens": 100, "output_tokens": 50, "input_token_details": {
        "text_tokens": 60, "audio_tokens": 40, "cached_tokens": 30, "cached_tokens_details": {"audio_tokens": 10}},
        "output_token_details": {"text_tokens": 20, "audio_tokens": 30}')
) as written (line_no, id, model, usage)
-- expect
from (values
    (1, 'deepseek', 2000, 8000, null, 200, 300, null, null, 'openai-inclusive-v1'),
    (2, 'xai', 100, null, null, 50, 30, null, 3775600000, 'openai-reasoning-beside-v1'),
    (3, 'google', 100, null, null, 50, 850, null, null, 'openai-reasoning-beside-v1'),
    (4, 'openrouter', 400, 800, null, 80, null, null, 2510000000, 'openai-inclusive-v1'),
    (5, 'moonshot', 6, 4, null, 5, null, null, null, 'openai-inclusive-v1'),
    (6, 'openai', 10, null, null, 5, null, null, null, 'openai-inclusive-v1'),
    (7, 'openai', 40, 30, 30, 20, null, 30, null, 'openai-inclusive-v1')
) as expected (
    line_no, provider, uncached_input_tokens, cache_read_tokens, input_audio_tokens, visible_output_tokens,
    reasoning_tokens, output_audio_tokens, reported_cost_picousd, meter_convention
)

-- test: batch output is marked as batch, a failed item costs nothing, and a line without a time has its file's day
-- given source_records
select
    '/exports/2026-09-04/batch_abc1_output.jsonl' as path,
    *,
from (values
    (1, '{"id": "batch_req_1", "custom_id": "r1", "response": {"status_code": 200, "request_id": "q", "body": {
        "id": "chatcmpl-B", "object": "chat.completion", "created": 1788429634, "model": "gpt-6-luna",
        "usage": {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15,
        "completion_tokens_details": {"reasoning_tokens": 2}}}}, "error": null}'),
    (2, '{"id": "batch_req_2", "custom_id": "r2", "response": {"status_code": 429, "request_id": "q",
        "body": {"error": {"code": "rate_limit"}}}, "error": null}')
) as given (line_no, json)
-- expect
from (values
    (1, 'chatcmpl-B', 'batch_abc1', true, 10, 3, 2, null, null, timestamptz '2026-09-03 10:00:34+00'),
    (2, 'batch_req_2', 'batch_abc1', true, 0, 0, 0, 'batch item failed', 429, timestamptz '2026-09-04 00:00:00+00')
) as expected (
    line_no, dedupe_key, batch_id, is_batch, uncached_input_tokens, visible_output_tokens, reasoning_tokens,
    error_type, status_code, started_at
)

-- test: the chunks of a stream are one call, unknown between what they show and the limit where no usage came
-- given source_records
from (values
    (1, '{"id": "c1", "object": "chat.completion.chunk", "created": 1788429634, "model": "gpt-6", "choices": [
        {"delta": {"content": "Hi"}}], "request": {"max_tokens": 100}}'),
    (2, '{"id": "c1", "object": "chat.completion.chunk", "created": 1788429634, "model": "gpt-6", "choices": [
        {"delta": {"content": " you"}}], "request": {"max_tokens": 100}}'),
    (3, '{"id": "c2", "object": "chat.completion.chunk", "created": 1788429634, "model": "gpt-6", "choices": [
        {"delta": {"content": "Hi"}}]}'),
    (4, '{"id": "c2", "object": "chat.completion.chunk", "created": 1788429634, "model": "gpt-6", "choices": [],
        "usage": {"prompt_tokens": 7, "completion_tokens": 1, "total_tokens": 8}}')
) as given (line_no, json)
-- expect
from (values
    (2, 'c1', null, 2, 100, true, 'openai-usage-unknown-v1'),
    (4, 'c2', 7, null, null, false, 'openai-inclusive-v1')
) as expected (
    line_no, dedupe_key, uncached_input_tokens, usage_lower_bound, usage_upper_bound, is_usage_estimated,
    meter_convention
)

-- test: a call without usage is unknown, and what fits no rule is refused with the reason
-- given source_records
select
    line_no,
    '{"id": "r' || line_no || '", "object": "chat.completion"' || fields || '}' as json,
from (values
    (1, ', "created": 1788429634, "model": "gpt-6"'),
    (2, ', "created": 1788429634, "model": "gpt-6", "usage": {"prompt_tokens": 0, "completion_tokens": 0}'),
    (3, ', "created": 1788429634, "model": "gpt-6", "usage": {"prompt_tokens": 1.5}'),
    (4, ', "created": 1788429634, "model": "gpt-6", "usage": {"prompt_tokens": true}'),
    (5, ', "created": 1788429634, "model": "gpt-6", "usage": {"prompt_tokens": 5,
        "prompt_tokens_details": {"cached_tokens": 9}}'),
    (6, ', "created": 1788429634, "usage": {"prompt_tokens": 5}'),
    (7, ', "model": "gpt-6", "usage": {"prompt_tokens": 5}')
) as written (line_no, fields)
-- expect
from (values
    (1, null, null, null),
    (2, 0, 0, null),
    (3, null, null, 'fractional_counter'),
    (4, null, null, 'not_a_counter'),
    (5, -4, null, 'inconsistent_counters'),
    (6, 5, null, 'no_model'),
    (7, 5, null, 'bad_timestamp')
) as expected (line_no, uncached_input_tokens, visible_output_tokens, reject_reason)
