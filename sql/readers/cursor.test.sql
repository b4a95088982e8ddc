-- test: the classes are disjoint and the cost is what is charged, in cents, nothing for what the plan includes
-- given source_records
from (values
    (1, '{"totalUsageEventsCount": 3, "usageEventsDisplay": [
        {"timestamp": "1788429634000", "model": "gpt-5.5-high", "kind": "USAGE_EVENT_KIND_USAGE_BASED", "tokenUsage": {
        "inputTokens": 1234, "outputTokens": 567, "cacheWriteTokens": 0, "cacheReadTokens": 8901, "totalCents": 12.34},
        "userId": "1", "userEmail": "member@example.com", "isHeadless": false, "cursorTokenFee": 3.32,
        "isChargeable": true, "chargedCents": 15.66},
        {"timestamp": "1788429635000", "model": "gpt-5.5-high", "kind": "USAGE_EVENT_KIND_INCLUDED_IN_BUSINESS",
        "tokenUsage": {"inputTokens": 42, "outputTokens": 18, "cacheWriteTokens": 4, "cacheReadTokens": 8,
        "totalCents": 0}, "userId": "1", "isHeadless": true, "chargedCents": 0},
        {"timestamp": "1788429636000", "model": "gpt-5.5-high", "tokenUsage": {"inputTokens": "x"}}]}'),
    (2, '{}')
) as given (line_no, json)
-- expect
from (values
    ('member@example.com', 'cursor', 1234, 8901, 0, 567, 156600000000, timestamptz '2026-09-03 10:00:34+00', null),
    ('1', 'cursor/headless', 42, 8, 4, 18, 0, timestamptz '2026-09-03 10:00:35+00', null),
    (null, 'cursor', null, null, null, null, null, timestamptz '2026-09-03 10:00:36+00', 'not_a_counter')
) as expected (
    user_id, agent, uncached_input_tokens, cache_read_tokens, cache_write_unknown_ttl_tokens, visible_output_tokens,
    reported_cost_picousd, started_at, reject_reason
)
