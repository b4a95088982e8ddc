-- test: the classes are disjoint and arrive as they are
-- given source_records
from (values
    (1, '{"data": [{"starting_at": "2026-09-01T00:00:00Z", "ending_at": "2026-09-02T00:00:00Z", "results": [
        {"uncached_input_tokens": 1500, "cache_read_input_tokens": 200000, "cache_creation": {
        "ephemeral_5m_input_tokens": 1000, "ephemeral_1h_input_tokens": 500}, "output_tokens": 5000,
        "server_tool_use": {"web_search_requests": 3}, "account_id": null, "api_key_id": "apikey_01",
        "workspace_id": null, "service_account_id": null, "model": "claude-opus-5-5", "service_tier": "batch",
        "context_window": "0-200k", "inference_geo": "global"},
        {"uncached_input_tokens": -1, "output_tokens": 1, "inference_geo": "not_available"}]},
        {"starting_at": "2026-09-02T00:00:00Z", "ending_at": "2026-09-03T00:00:00Z", "results": []}],
        "has_more": false}'),
    (2, '{}')
) as given (line_no, json)
-- expect
from (values
    ('apikey_01', 'claude-opus-5-5', 'batch', '0-200k', 'global', 1500, 200000, 1000, 500, 5000, 3, true, null),
    (null, null, null, null, null, null, null, null, null, 1, null, null, 'negative_counter')
) as expected (
    api_key_id, llm_model, service_tier, context_band, region, uncached_input_tokens, cache_read_tokens,
    cache_write_5m_tokens, cache_write_1h_tokens, visible_output_tokens, web_searches, is_batch, reject_reason
)
