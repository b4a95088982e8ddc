-- test: the input leaves the cache out, writes are split by lifetime, thinking is a part of the output
-- given source_records
from (values
    (1, '{"timestamp": "2026-09-03T10:00:00Z", "id": "msg_1", "type": "message", "model": "claude-opus-5-5",
        "stop_reason": "end_turn", "usage": {"input_tokens": 20, "cache_creation_input_tokens": 1500,
        "cache_read_input_tokens": 30000, "cache_creation": {"ephemeral_5m_input_tokens": 1000,
        "ephemeral_1h_input_tokens": 500}, "output_tokens": 400, "output_tokens_details": {"thinking_tokens": 250},
        "server_tool_use": {"web_search_requests": 1, "web_fetch_requests": 9}, "service_tier": "standard",
        "speed": "fast", "inference_geo": "us"}}'),
    (2, '{"timestamp": "2026-09-03T10:00:00Z", "customer_id": "acme", "response": {"id": "msg_2",
        "model": "claude-haiku-4-5", "usage": {"input_tokens": 3, "cache_creation_input_tokens": 12304,
        "cache_read_input_tokens": 0, "output_tokens": 550, "inference_geo": "not_available"}}}'),
    (3, '{}'),
    (4, '{"type": "message_delta", "usage": {"output_tokens": 19}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'msg_1', null, 'fast', 'us', 20, 30000, 1000, 500, null, 150, 250, 1),
    (2, 'msg_2', 'acme', null, null, 3, 0, null, null, 12304, 550, null, null)
) as expected (
    line_no, dedupe_key, customer_ref, service_tier, region, uncached_input_tokens, cache_read_tokens,
    cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unknown_ttl_tokens, visible_output_tokens,
    reasoning_tokens, web_searches
)

-- test: each iteration is billed at its own model; the message's own ones are the call that agents log
-- given source_records
from (values
    (1, '{"timestamp": "2026-09-03T10:00:00Z", "id": "msg_2", "type": "message", "model": "claude-opus-5-5", "usage": {
        "input_tokens": 23000, "output_tokens": 1000, "server_tool_use": {"web_search_requests": 2}, "iterations": [
        {"type": "compaction", "input_tokens": 180000, "output_tokens": 3500, "cache_creation_input_tokens": 0},
        {"type": "message", "model": null, "input_tokens": 20000, "output_tokens": 900},
        {"type": "message", "model": null, "input_tokens": 3000, "output_tokens": 100},
        {"type": "advisor_message", "model": "claude-x", "input_tokens": 7, "output_tokens": 8}]}}'),
    (2, '{"timestamp": "2026-09-03T10:00:00Z", "id": "msg_3", "type": "message", "model": "claude-y", "usage": {
        "input_tokens": 50, "output_tokens": 5, "iterations": [
        {"type": "message", "model": "claude-x", "input_tokens": 40, "output_tokens": 4},
        {"type": "fallback_message", "model": "claude-y", "input_tokens": 50, "output_tokens": 5}]}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'msg_2', 'msg_2', 'claude-opus-5-5', 23000, 1000, 2),
    (1, 'msg_2:compaction:claude-opus-5-5', 'msg_2', 'claude-opus-5-5', 180000, 3500, null),
    (1, 'msg_2:advisor_message:claude-x', 'msg_2', 'claude-x', 7, 8, null),
    (2, 'msg_3', 'msg_3', 'claude-y', 50, 5, null),
    (2, 'msg_3:message:claude-x', 'msg_3', 'claude-x', 40, 4, null)
) as expected (
    line_no, dedupe_key, request_id, response_llm_model, uncached_input_tokens, visible_output_tokens, web_searches
)

-- test: of a batch only what succeeded is billed, and its lines without a time have the day of their file
-- given source_records
select
    '/exports/msgbatch_01_2026-09-03.jsonl' as path,
    *,
from (values
    (1, '{"custom_id": "a", "result": {"type": "succeeded", "message": {"id": "msg_b", "model": "claude-haiku-4-5",
        "usage": {"input_tokens": 5, "output_tokens": 6, "service_tier": "batch"}}}}'),
    (2, '{"custom_id": "b", "result": {"type": "errored", "error": {"type": "invalid_request"}}}'),
    (3, '{"custom_id": "c", "result": {"type": "expired"}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'msg_b', 'msgbatch_01', true, 5, 6, null, timestamptz '2026-09-03 00:00:00+00', null),
    (2, 'msgbatch_01:b', 'msgbatch_01', true, 0, 0, 'errored', timestamptz '2026-09-03 00:00:00+00', null),
    (3, 'msgbatch_01:c', 'msgbatch_01', true, 0, 0, 'expired', timestamptz '2026-09-03 00:00:00+00', null)
) as expected (
    line_no, dedupe_key, batch_id, is_batch, uncached_input_tokens, visible_output_tokens, error_type, started_at,
    reject_reason
)

-- test: the start of a stream is an estimate between its placeholder and the limit, and bad rows are refused
-- given source_records
from (values
    (1, '{"timestamp": "2026-09-03T10:00:00Z", "type": "message_start", "message": {"id": "msg_s",
        "model": "claude-haiku-4-5", "usage": {"input_tokens": 5, "output_tokens": 1}}, "request": {
        "max_tokens": 500}}'),
    (2, '{"timestamp": "2026-09-03T10:00:00Z", "id": "m2", "type": "message", "model": "claude-haiku-4-5",
        "usage": {"input_tokens": "5", "output_tokens": 1}}'),
    (3, '{"timestamp": "2026-09-03T10:00:00Z", "id": "m3", "type": "message", "model": "claude-haiku-4-5", "usage": {
        "input_tokens": 5, "output_tokens": 1, "cache_creation_input_tokens": 1, "cache_creation": {
        "ephemeral_5m_input_tokens": 4}}}'),
    (4, '{"id": "m4", "type": "message", "model": "claude-haiku-4-5", "usage": {"input_tokens": 5}}'),
    (5, '{"timestamp": "2026-09-03T10:00:00Z", "id": "m5", "type": "message", "model": "claude-haiku-4-5"}')
) as given (line_no, json)
-- expect
from (values
    (1, true, 1, 500, null, 'anthropic-exclusive-v1'),
    (2, false, null, null, 'not_a_counter', 'anthropic-exclusive-v1'),
    (3, false, null, null, 'inconsistent_counters', 'anthropic-exclusive-v1'),
    (4, false, null, null, 'bad_timestamp', 'anthropic-exclusive-v1'),
    (5, false, null, null, null, 'anthropic-usage-unknown-v1')
) as expected (line_no, is_usage_estimated, usage_lower_bound, usage_upper_bound, reject_reason, meter_convention)
