-- test: the input leaves the cache out and reasoning stands beside the output; only answers count
-- given source_records
from (values
    (1, '{"id": "msg_1", "sessionID": "ses_1", "role": "assistant", "modelID": "claude-sonnet-5",
        "providerID": "anthropic", "time": {"created": 1788429634000, "completed": 1788429640000}, "cost": 0.0123,
        "tokens": {"input": 1000, "output": 500, "reasoning": 30, "cache": {"read": 200, "write": 100}}}'),
    (2, '{"id": "msg_2", "sessionID": "ses_1", "role": "user"}'),
    (3, '{"id": "msg_3", "role": "assistant", "modelID": "m", "providerID": "x_ai",
        "time": {"created": 1788429634000}, "cost": 0, "tokens": {"input": 0, "output": 0}}'),
    (4, '{"id": "msg_4", "role": "assistant", "modelID": "m", "providerID": "openai",
        "time": {"created": 1788429634000}, "cost": -1, "tokens": {"input": 1}}'),
    (5, '{"id": "msg_5", "role": "assistant", "modelID": "m", "providerID": "openai", "tokens": {"input": 1}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'msg_1', 'anthropic', 1000, 200, 100, 500, 30, 12300000000, timestamptz '2026-09-03 10:00:34+00', null),
    (3, 'msg_3', 'xai', 0, null, null, 0, null, 0, timestamptz '2026-09-03 10:00:34+00', null),
    (4, 'msg_4', 'openai', 1, null, null, null, null, null, timestamptz '2026-09-03 10:00:34+00', 'bad_cost'),
    (5, 'msg_5', 'openai', 1, null, null, null, null, null, null, 'bad_timestamp')
) as expected (
    line_no, dedupe_key, provider, uncached_input_tokens, cache_read_tokens, cache_write_unknown_ttl_tokens,
    visible_output_tokens, reasoning_tokens, reported_cost_picousd, started_at, reject_reason
)
