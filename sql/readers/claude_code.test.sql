-- test: every line of a call is a sighting under its message id, whatever its request id and output so far
-- given source_records
from (values
    ('a', 1, '{"timestamp": "2026-01-05T10:00:00.100Z", "requestId": "r1", "message": {"id": "m1", "model": "claude-x",
        "usage": {"input_tokens": 3, "output_tokens": 9}}}'),
    ('a', 2, '{"timestamp": "2026-01-05T10:00:01.100Z", "requestId": "r1", "message": {"id": "m1", "model": "claude-x",
        "usage": {"input_tokens": 3, "output_tokens": 9}}}'),
    ('a', 3, '{"timestamp": "2026-01-05T10:00:02.100Z", "requestId": "r1", "message": {"id": "m1", "model": "claude-x",
        "usage": {"input_tokens": 3, "output_tokens": 159}}}'),
    ('a', 4, '{"timestamp": "2026-01-05T10:00:09Z", "requestId": "r2", "isSidechain": true, "message": {"id": "m1",
        "model": "claude-x", "usage": {"input_tokens": 3, "output_tokens": 159}}}'),
    ('b', 1, '{"timestamp": "2026-01-05T10:00:02.100Z", "message": {"id": "m1", "model": "claude-x",
        "usage": {"input_tokens": 3, "output_tokens": 159}}}'),
    ('b', 2, '{"type": "user", "timestamp": "2026-01-05T10:00:02.100Z", "message": {"role": "user"}}'),
    ('b', 3, '{}')
) as given (file_id, line_no, json)
-- expect
from (values
    ('a', 1, 'm1', 9, 'claude-code', timestamptz '2026-01-05 10:00:00.1+00'),
    ('a', 2, 'm1', 9, 'claude-code', timestamptz '2026-01-05 10:00:01.1+00'),
    ('a', 3, 'm1', 159, 'claude-code', timestamptz '2026-01-05 10:00:02.1+00'),
    ('a', 4, 'm1', 159, 'claude-code/sub-agent', timestamptz '2026-01-05 10:00:09+00'),
    ('b', 1, 'm1', 159, 'claude-code', timestamptz '2026-01-05 10:00:02.1+00')
) as expected (file_id, line_no, dedupe_key, visible_output_tokens, agent, started_at)

-- test: input excludes the cache, so the meters are the counters as they stand
-- given source_records
from (values
    (1, '{"timestamp": "2026-01-05T10:00:00Z", "sessionId": "s1", "cwd": "/Users/ada/work", "message": {"id": "m1",
        "model": "claude-x", "stop_reason": "end_turn", "usage": {"input_tokens": 3, "output_tokens": 550,
        "cache_creation_input_tokens": 12304, "cache_read_input_tokens": 0, "service_tier": "standard",
        "server_tool_use": {"web_search_requests": 2}}}}')
) as given (line_no, json)
-- expect
from (values (
    3, 12304, 0, 550, null::bigint, 2, 3, 550, 'anthropic-exclusive-v1', 'ada', '/Users/ada/work', 's1', 'end_turn',
    'standard', false, null::varchar
)) as expected (
    uncached_input_tokens, cache_write_5m_tokens, cache_read_tokens, visible_output_tokens, reasoning_tokens,
    web_searches, reported_input_tokens, reported_output_tokens, meter_convention, user_id, project_id, session_id,
    finish_reason, service_tier, is_output_split, reject_reason
)

-- test: cache writes are told apart by lifetime; without a split they are 5-minute ones, a rest is of unknown lifetime
-- given source_records
from (values
    (1, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m1", "model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1, "cache_creation_input_tokens": 344139,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 344139}}}}'),
    (2, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m2", "model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1, "cache_creation_input_tokens": 50}}}'),
    (3, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m3", "model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1, "cache_creation_input_tokens": 50,
        "cache_creation": {"ephemeral_5m_input_tokens": 20, "ephemeral_1h_input_tokens": 0}}}}'),
    (4, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m4", "model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1}}}')
) as given (line_no, json)
-- expect
from (values
    (1, 0, 344139, null::bigint),
    (2, 50, null, null),
    (3, 20, 0, 30),
    (4, null, null, null)
) as expected (line_no, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unknown_ttl_tokens)

-- test: zero stays zero and a missing counter stays unknown
-- given source_records
from (values
    (1, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m1", "model": "claude-x", "usage": {
        "input_tokens": 0, "output_tokens": 0, "cache_read_input_tokens": 0}}}'),
    (2, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m2", "model": "claude-x", "usage": {
        "input_tokens": 5, "cache_read_input_tokens": null}}}')
) as given (line_no, json)
-- expect
from (values
    (1, 0, 0, 0),
    (2, 5, null, null)
) as expected (line_no, uncached_input_tokens, cache_read_tokens, visible_output_tokens)

-- test: sub-agent usage in progress lines counts with its own time, id and agent
-- given source_records
from (values
    (1, '{"type": "progress", "timestamp": "2026-01-28T21:07:09.892Z", "sessionId": "s1", "cwd": "/home/bob/x",
        "data": {"agentId": "a7", "message": {"timestamp": "2026-01-28T21:07:09.881Z", "requestId": "r1", "uuid": "u1",
        "message": {"id": "m9", "model": "claude-haiku", "usage": {"input_tokens": 3, "output_tokens": 1,
        "cache_creation_input_tokens": 24542,
        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 24542}}}}}}'),
    (2, '{"type": "progress", "timestamp": "2026-01-28T21:07:09.892Z", "data": {"type": "bash_progress"}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'm9', 's1', 'bob', 'claude-code/a7', 3, 24542, timestamptz '2026-01-28 21:07:09.881+00')
) as expected (
    line_no, dedupe_key, session_id, user_id, agent, uncached_input_tokens, cache_write_1h_tokens, started_at
)

-- test: placeholders that the client writes are no calls, an error text of a real model is one
-- given source_records
from (values
    (1, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "p1", "model": "<synthetic>",
        "usage": {"input_tokens": 0, "output_tokens": 0}}}'),
    (2, '{"timestamp": "2026-01-05T10:00:00Z", "isApiErrorMessage": true, "message": {"id": "p2",
        "model": "<synthetic>", "usage": {"input_tokens": 0, "output_tokens": 0}}}'),
    (3, '{"timestamp": "2026-01-05T10:00:00Z", "isApiErrorMessage": true, "message": {"id": "m3", "model": "claude-x",
        "usage": {"input_tokens": 7, "output_tokens": 0}}}')
) as given (line_no, json)
-- expect
from (values (3, 'm3', 'api_error', 7)) as expected (line_no, dedupe_key, error_type, uncached_input_tokens)

-- test: fast speed is a tier of its own and the region is the one that served
-- given source_records
from (values
    (1, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m1", "model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1, "service_tier": "standard", "speed": "fast", "inference_geo": "us"}}}'),
    (2, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"id": "m2", "model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1, "speed": "standard", "inference_geo": "not_available"}}}')
) as given (line_no, json)
-- expect
from (values (1, 'fast', 'us'), (2, null, null)) as expected (line_no, service_tier, region)

-- test: flat lines of old versions count, with the client's estimate beside
-- given source_records
from (values
    (1, '{"uuid": "msg-002", "timestamp": "2024-12-01T10:00:30Z", "message": {"model": "claude-3-5-sonnet"},
        "costUSD": 0.05, "cacheCreationInputTokens": 100, "cacheReadInputTokens": 50, "inputTokens": 200,
        "outputTokens": 100}')
) as given (line_no, json)
-- expect
from (values ('msg-002', 200, 50, 100, 100, 50000000000)) as expected (
    dedupe_key, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, visible_output_tokens,
    reported_cost_picousd
)

-- test: calls without any id keep apart by their content
-- given source_records
from (values
    (1, '{"timestamp": "2026-01-05T10:00:00Z", "message": {"model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1}}}'),
    (2, '{"timestamp": "2026-01-05T10:00:01Z", "message": {"model": "claude-x", "usage": {
        "input_tokens": 1, "output_tokens": 1}}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'e60cc16b7eb5d040b392174c55eeba81', true),
    (2, '1f7fc52a96980c9f4762941ebe24ea2e', true)
) as expected (line_no, request_id, is_request_id_derived)

-- test: counters that are no whole numbers, parts beyond their total, bad times and unnamed models are rejected
-- given source_records
select
    line_no,
    '{"timestamp": "' || written_at || '", "costUSD": ' || cost || ', "message": {"id": "m1", "model": "' || llm_model
    || '", "usage": {"input_tokens": ' || input_count || ', "output_tokens": 5, "cache_creation_input_tokens": 3,
    "cache_creation": {"ephemeral_1h_input_tokens": ' || write_count || '}}}}' as json,
from (values
    (1, '2026-01-05T10:00:00Z', '1', 'claude-x', '-1', '3'),
    (2, '2026-01-05T10:00:00Z', '1', 'claude-x', '1.5', '3'),
    (3, '2026-01-05T10:00:00Z', '1', 'claude-x', '"7"', '3'),
    (4, '2026-01-05T10:00:00Z', '1', 'claude-x', 'true', '3'),
    (5, '2026-01-05T10:00:00Z', '1', 'claude-x', '9223372036854775808', '3'),
    (6, '2026-01-05T10:00:00Z', '1', 'claude-x', '1', '4'),
    (7, 'yesterday', '1', 'claude-x', '1', '3'),
    (8, '1970-01-01T00:00:00Z', '1', 'claude-x', '1', '3'),
    (9, '2100-01-01T00:00:00Z', '1', 'claude-x', '1', '3'),
    (10, '2026-01-05T10:00:00Z', '1', '', '1', '3'),
    (11, '2026-01-05T10:00:00Z', '-1', 'claude-x', '1', '3'),
    (12, '2026-01-05T10:00:00Z', '1', 'claude-x', '1', '3')
) as written (line_no, written_at, cost, llm_model, input_count, write_count)
-- expect
from (values
    (1, 'negative_counter', 'input_tokens is -1, expected a whole number from 0 to 10^10'),
    (2, 'fractional_counter', 'input_tokens is 1.5, expected a whole number from 0 to 10^10'),
    (3, 'not_a_counter', 'input_tokens is "7", expected a whole number from 0 to 10^10'),
    (4, 'not_a_counter', 'input_tokens is true, expected a whole number from 0 to 10^10'),
    (5, 'counter_too_big', 'input_tokens is 9223372036854775808, expected a whole number from 0 to 10^10'),
    (6, 'inconsistent_counters',
        'cache writes 3 with parts 4 and output 5 with thinking , expected the parts within their total'),
    (7, 'bad_timestamp', 'timestamp is yesterday, expected a time from 2020 to 2099'),
    (8, 'timestamp_out_of_range', 'timestamp is 1970-01-01T00:00:00Z, expected a time from 2020 to 2099'),
    (9, 'timestamp_out_of_range', 'timestamp is 2100-01-01T00:00:00Z, expected a time from 2020 to 2099'),
    (10, 'no_model', 'message.model is absent, expected the model that answered'),
    (11, 'bad_cost', 'costUSD is -1, expected USD from 0 to below 10^6'),
    (12, null, null)
) as expected (line_no, reject_reason, reject_detail)
