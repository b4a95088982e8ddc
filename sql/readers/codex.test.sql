-- test: the last call counts, not the running totals, under the model and effort in force
-- given source_records
from (values
    (1, '{"timestamp": "2026-03-21T10:05:59.326Z", "type": "session_meta", "payload": {"id": "S1",
        "cwd": "/home/ada/work", "source": "cli", "model_provider": "openai"}}'),
    (2, '{"timestamp": "2026-03-21T10:05:59.328Z", "type": "turn_context", "payload": {"turn_id": "t1",
        "model": "gpt-5.4", "collaboration_mode": {"settings": {"reasoning_effort": "high"}}}}'),
    (3, '{"timestamp": "2026-03-21T10:06:05.542Z", "type": "event_msg", "payload": {"type": "token_count", "info": {
        "total_token_usage": {"input_tokens": 9324, "cached_input_tokens": 6912, "output_tokens": 444,
        "reasoning_output_tokens": 199, "total_tokens": 9768}, "last_token_usage": {"input_tokens": 9324,
        "cached_input_tokens": 6912, "output_tokens": 444, "reasoning_output_tokens": 199, "total_tokens": 9768}}}}'),
    (4, '{"timestamp": "2026-03-21T10:06:06Z", "type": "turn_context", "payload": {"turn_id": "t2",
        "model": "gpt-5.5", "effort": "low"}}'),
    (5, '{"timestamp": "2026-03-21T10:06:08.390Z", "type": "event_msg", "payload": {"type": "token_count", "info": {
        "total_token_usage": {"input_tokens": 19241, "cached_input_tokens": 16512, "output_tokens": 538,
        "reasoning_output_tokens": 210, "total_tokens": 19779}, "last_token_usage": {"input_tokens": 9917,
        "cached_input_tokens": 9600, "output_tokens": 94, "reasoning_output_tokens": 11, "total_tokens": 10011}}}}'),
    (6, '{"timestamp": "2026-03-21T10:06:09Z", "type": "event_msg", "payload": {"type": "token_count", "info": null}}'),
    (7, '{}')
) as given (line_no, json)
-- expect
from (values
    (3, 'S1:9324/6912/444/199/9768', 'S1', 't1', 'ada', 'openai', 'gpt-5.4', 'high', 2412, 6912, 245, 199, 9768),
    (5, 'S1:19241/16512/538/210/19779', 'S1', 't2', 'ada', 'openai', 'gpt-5.5', 'low', 317, 9600, 83, 11, 10011)
) as expected (
    line_no, dedupe_key, session_id, operation_id, user_id, provider, response_llm_model, reasoning_effort,
    uncached_input_tokens, cache_read_tokens, visible_output_tokens, reasoning_tokens, reported_total_tokens
)

-- test: repeated events count nothing, totals without a last call count by their growth, and a fall starts anew
-- given source_records
select
    line_no,
    if(
        line_no = 1,
        '{"timestamp": "2026-03-21T10:00:00Z", "type": "turn_context", "payload": {"model": "gpt-5.4"}}',
        '{"timestamp": "2026-03-21T10:00:00Z", "type": "event_msg", "payload": {"type": "token_count",
        "info": {"total_token_usage": {"input_tokens": ' || input_total || ', "cached_input_tokens": ' || read_total
        || ', "output_tokens": 10, "total_tokens": ' || grand_total || '}}}}'
    ) as json,
    '/logs/rollout-1.jsonl' as path,
from (values (1, 0, 0, 0), (2, 100, 50, 110), (3, 100, 50, 110), (4, 300, 150, 310), (5, 70, 0, 80))
    as written (line_no, input_total, read_total, grand_total)
-- expect
from (values
    (2, 'rollout-1:100/50/10/110', 50, 50, 10),
    (4, 'rollout-1:300/150/10/310', 100, 100, 0),
    (5, 'rollout-1:70/0/10/80', 70, 0, 10)
) as expected (line_no, dedupe_key, uncached_input_tokens, cache_read_tokens, visible_output_tokens)

-- test: what a fork replays stays the call of the session that made it, however often it is forked
-- given source_records
select
    file_id,
    line_no,
    case kind
        when 'meta' then '{"timestamp": "' || written_at || '", "type": "session_meta", "payload": {"id": "' || file_id
            || '", "forked_from_id": ' || coalesce('"' || parent || '"', 'null') || '}}'
        when 'turn' then '{"timestamp": "' || written_at
            || '", "type": "turn_context", "payload": {"model": "gpt-5.4"}}'
        else '{"timestamp": "' || written_at || '", "type": "event_msg", "payload": {"type": "token_count", "info": {
            "total_token_usage": {"input_tokens": ' || input_total || ', "output_tokens": 1}, "last_token_usage": {
            "input_tokens": 100, "output_tokens": 1}}}}'
    end as json,
from (values
    ('A', 1, 'meta', '2026-03-21T10:00:00.0Z', null, 0),
    ('A', 2, 'turn', '2026-03-21T10:00:00.1Z', null, 0),
    ('A', 3, 'call', '2026-03-21T10:00:00.9Z', null, 100),
    ('B', 1, 'meta', '2026-03-21T11:00:00.1Z', 'A', 0),
    ('B', 2, 'turn', '2026-03-21T11:00:00.2Z', null, 0),
    ('B', 3, 'call', '2026-03-21T11:00:00.3Z', null, 100),
    ('B', 4, 'call', '2026-03-21T11:00:09.0Z', null, 200),
    ('C', 1, 'meta', '2026-03-21T12:00:00.1Z', 'B', 0),
    ('C', 2, 'turn', '2026-03-21T12:00:00.2Z', null, 0),
    ('C', 3, 'call', '2026-03-21T12:00:00.3Z', null, 100),
    ('C', 4, 'call', '2026-03-21T12:00:00.3Z', null, 200),
    ('C', 5, 'call', '2026-03-21T12:00:07.0Z', null, 300)
) as written (file_id, line_no, kind, written_at, parent, input_total)
-- expect
from (values
    ('A', 3, 'A:100/1', 'A'),
    ('B', 3, 'A:100/1', 'A'),
    ('B', 4, 'B:200/1', 'B'),
    ('C', 3, 'A:100/1', 'A'),
    ('C', 4, 'B:200/1', 'B'),
    ('C', 5, 'C:300/1', 'C')
) as expected (file_id, line_no, dedupe_key, session_id)

-- test: a usage record names the response and replaces the event of the same call
-- given source_records
from (values
    (1, '{"timestamp": "2026-03-21T10:00:00Z", "type": "turn_context", "payload": {"model": "gpt-5.4"}}'),
    (2, '{"timestamp": "2026-03-21T10:00:01Z", "type": "token_usage_record", "payload": {"response_id": "resp_1",
        "service_tier": "fast", "usage": {"input_tokens": 77, "cache_write_input_tokens": 40, "output_tokens": 7}}}'),
    (3, '{"timestamp": "2026-03-21T10:00:01Z", "type": "event_msg", "payload": {"type": "token_count", "info": {
        "total_token_usage": {"input_tokens": 77, "output_tokens": 7}, "last_token_usage": {"input_tokens": 77,
        "output_tokens": 7}}}}')
) as given (line_no, json)
-- expect
from (values (2, 'resp_1', 'priority', 37, 40, 7)) as expected (
    line_no, dedupe_key, service_tier, uncached_input_tokens, cache_write_unknown_ttl_tokens, visible_output_tokens
)

-- test: a sub-agent is named by its role
-- given source_records
from (values
    (1, '{"timestamp": "2026-08-01T18:07:04Z", "type": "session_meta", "payload": {"id": "S2", "agent_role": "explorer",
        "source": {"subagent": {"thread_spawn": {"parent_thread_id": "S1"}}}, "model_provider": "trae"}}'),
    (2, '{"timestamp": "2026-08-01T18:07:14Z", "type": "event_msg", "payload": {"type": "token_count", "info": {
        "model": "gpt-5-codex", "last_token_usage": {"input_tokens": 4200, "cached_input_tokens": 3600,
        "output_tokens": 180, "reasoning_output_tokens": 64}}}}')
) as given (line_no, json)
-- expect
from (values (2, 'S2', 'codex/explorer', 'trae', 600, 116)) as expected (
    line_no, session_id, agent, provider, uncached_input_tokens, visible_output_tokens
)

-- test: bad counters, parts beyond their total, unknown models and bad times are rejected
-- given source_records
select
    'f' || line_no as file_id,
    line_no,
    '{"timestamp": "' || written_at || '", "type": "event_msg", "payload": {"type": "token_count", "info": {"model": "'
    || llm_model || '", "last_token_usage": {"input_tokens": ' || input_count || ', "cached_input_tokens": '
    || read_count || ', "output_tokens": 5, "reasoning_output_tokens": ' || reasoning_count || '}}}}' as json,
from (values
    (1, '2026-03-21T10:00:00Z', 'gpt-5.4', '-1', '0', '0'),
    (2, '2026-03-21T10:00:00Z', 'gpt-5.4', '1.5', '0', '0'),
    (3, '2026-03-21T10:00:00Z', 'gpt-5.4', '10', '11', '0'),
    (4, '2026-03-21T10:00:00Z', 'gpt-5.4', '10', '0', '6'),
    (5, '2026-03-21T10:00:00Z', '', '10', '0', '0'),
    (6, '', 'gpt-5.4', '10', '0', '0'),
    (7, '2026-03-21T10:00:00Z', 'gpt-5.4', '10', '10', '5')
) as written (line_no, written_at, llm_model, input_count, read_count, reasoning_count)
-- expect
from (values
    (1, 'negative_counter'),
    (2, 'fractional_counter'),
    (3, 'inconsistent_counters'),
    (4, 'inconsistent_counters'),
    (5, 'no_model'),
    (6, 'bad_timestamp'),
    (7, null)
) as expected (line_no, reject_reason)
