-- test: thinking and tool input stand beside, the cached part within; answers without a model are kept, others are none
-- given source_records
from (values
    (1, '{"sessionId": "s1", "projectHash": "h", "messages": [
        {"id": "u1", "type": "user", "timestamp": "2026-01-01T10:00:00Z"},
        {"id": "a1", "type": "gemini", "timestamp": "2026-01-01T10:00:05Z", "model": "gemini-2.5-pro", "tokens": {
        "input": 1500, "output": 200, "cached": 100, "thoughts": 50, "tool": 7, "total": 1757}},
        {"id": "a2", "type": "gemini", "timestamp": "2026-01-01T10:05:05Z", "tokens": {
        "input": 2000, "output": 300, "cached": 50, "thoughts": 100, "tool": 0, "total": 2400}},
        {"id": "a3", "type": "gemini", "timestamp": "2026-01-01T10:06:05Z", "model": "gemini-2.5-pro"},
        {"id": "a4", "type": "gemini", "timestamp": "2026-01-01T10:07:05Z", "model": "gemini-2.5-pro", "tokens": {
        "input": 5, "output": 1, "cached": 9}},
        {"id": "a5", "type": "gemini", "model": "gemini-2.5-pro", "tokens": {"input": 5.5}}]}'),
    (2, '{}')
) as given (line_no, json)
-- expect
from (values
    ('s1:a1', 's1', 'gemini-2.5-pro', 1407, 100, 200, 50, 'gemini-thoughts-beside-v1', null),
    ('s1:a2', 's1', null, 1950, 50, 300, 100, 'gemini-thoughts-beside-v1', null),
    ('s1:a3', 's1', 'gemini-2.5-pro', null, null, null, null, 'gemini-usage-unknown-v1', null),
    ('s1:a4', 's1', 'gemini-2.5-pro', -4, 9, 1, null, 'gemini-thoughts-beside-v1', 'inconsistent_counters'),
    ('s1:a5', 's1', 'gemini-2.5-pro', null, null, null, null, 'gemini-thoughts-beside-v1', 'fractional_counter')
) as expected (
    dedupe_key, session_id, response_llm_model, uncached_input_tokens, cache_read_tokens, visible_output_tokens,
    reasoning_tokens, meter_convention, reject_reason
)
