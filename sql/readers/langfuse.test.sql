-- test: buckets are disjoint where they add up to the total, and parts where only that reading does
-- given source_records
select
    line_no,
    '{"id": "o' || line_no || '", "traceId": "t", "type": "GENERATION", "startTime": "2026-09-03T09:20:34.120Z",
    "providedModelName": "' || model || '", "usageDetails": {' || usage || '}, "costDetails": {"total": 0.00265},
    "totalCost": 0.00265}' as json,
from (values
    (1, 'gpt-5.4', '"input": 400, "input_cached_tokens": 600, "output": 70, "output_reasoning_tokens": 30,
        "total": 1100'),
    (2, 'gemini-2.5-flash', '"total": 2061, "input": 6, "completion_details.reasoning": 1104, "output": 2055'),
    (3, 'claude-x', '"input": 10, "cache_read_input_tokens": 4, "output": 5, "total": 15'),
    (4, 'projects/p/models/gemini-2.5-flash', '"input": 5, "output": 845, "total": 2023'),
    (5, 'claude-x', '"input": 1, "input_cache_creation_5m": 2, "input_cache_creation_1h": 3, "output": 4'),
    (6, 'mine', '')
) as written (line_no, model, usage)
-- expect
from (values
    (1, 'openai', 'gpt-5.4', 400, 600, 70, 30, 'langfuse-disjoint-v1'),
    (2, 'google', 'gemini-2.5-flash', 6, null, 951, 1104, 'langfuse-overlapping-buckets-v1'),
    (3, 'anthropic', 'claude-x', 6, 4, 5, null, 'langfuse-overlapping-buckets-v1'),
    (4, 'google', 'gemini-2.5-flash', 5, null, 845, null, 'langfuse-disjoint-v1'),
    (5, 'anthropic', 'claude-x', 1, null, 4, null, 'langfuse-disjoint-v1'),
    (6, null, 'mine', null, null, null, null, 'langfuse-usage-unknown-v1')
) as expected (
    line_no, provider, response_llm_model, uncached_input_tokens, cache_read_tokens, visible_output_tokens,
    reasoning_tokens, meter_convention
)

-- test: what repeats a generation below it is left out at any depth, in a trace, a page and lines of the blob export
-- given source_records
select
    'F' as file_id,
    *,
from (values
    (1, '{"trace": {"id": "t", "userId": "u1", "sessionId": "s1"}, "observations": [
        {"id": "a", "type": "AGENT", "traceId": "t", "startTime": "2026-09-03T09:20:34Z",
        "usageDetails": {"input": 44, "output": 180, "total": 224}},
        {"id": "b", "type": "GENERATION", "traceId": "t", "startTime": "2026-09-03T09:20:34Z", "model": "gpt-5",
        "parentObservationId": "a", "usageDetails": {"input": 14, "output": 43, "total": 57}},
        {"id": "c", "type": "SPAN", "traceId": "t", "parentObservationId": "b", "startTime": "2026-09-03T09:20:34Z"},
        {"id": "d", "type": "GENERATION", "traceId": "t", "startTime": "2026-09-03T09:20:34Z", "model": "gpt-5",
        "parentObservationId": "c", "usageDetails": {"input": 62, "output": 85, "total": 147}}]}'),
    (2, '{"data": [{"id": "e", "type": "EMBEDDING", "traceId": "t2", "startTime": "2026-09-03T09:20:34Z",
        "model": "text-embedding-3", "usageDetails": {"input": 9, "total": 9}}], "meta": {}}'),
    (3, '{"id": "f", "type": "GENERATION", "trace_id": "t3", "start_time": "2026-09-03 09:20:34.120",
        "provided_model_name": "gpt-5", "usage_details": "{\"input\": 3, \"output\": 4, \"total\": 7}",
        "cost_details": "{}", "total_cost": 0}'),
    (4, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 't:d', 'u1', 's1', 'chat', 62, 85, null),
    (2, 't2:e', null, null, 'embeddings', 9, null, null),
    (3, 't3:f', null, null, 'chat', 3, 4, null)
) as expected (
    line_no, dedupe_key, user_id, session_id, operation, uncached_input_tokens, visible_output_tokens,
    reported_cost_picousd
)

-- test: bad buckets, costs and times are refused with their reason
-- given source_records
select
    line_no,
    '{"id": "o' || line_no || '", "traceId": "t", "type": "GENERATION", "model": "gpt-5", ' || fields || '}' as json,
from (values
    (1, '"startTime": "2026-09-03T09:20:34Z", "usageDetails": {"input": 1.5, "total": 2}'),
    (2, '"startTime": "yesterday", "usageDetails": {"input": 1}'),
    (3, '"startTime": "2026-09-03T09:20:34Z", "usageDetails": {"input": 1}, "costDetails": {"total": 1},
        "totalCost": "NaN"')
) as written (line_no, fields)
-- expect
from (values (1, 'fractional_counter'), (2, 'bad_timestamp'), (3, 'bad_cost')) as expected (line_no, reject_reason)
