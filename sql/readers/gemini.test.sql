-- test: what tools fed back and the thinking stand beside; the cached part stands within the prompt
-- given source_records
from (values
    (1, '{"responseId": "W7", "modelVersion": "gemini-3.1-pro", "createTime": "2026-09-03T10:00:01Z", "candidates": [
        {"finishReason": "STOP"}], "usageMetadata": {"promptTokenCount": 3000, "cachedContentTokenCount": 2000,
        "candidatesTokenCount": 150, "thoughtsTokenCount": 850, "toolUsePromptTokenCount": 40,
        "totalTokenCount": 4040, "trafficType": "ON_DEMAND_FLEX", "promptTokensDetails": [
        {"modality": "TEXT", "tokenCount": 2900}, {"modality": "AUDIO", "tokenCount": 100}]}}'),
    (2, '{"timestamp": "2026-09-03T10:00:01Z", "request": {"labels": {"tenant": "acme"}}, "response": {
        "response_id": "p1", "model_version": "models/gemini-3.1-flash", "usage_metadata": {
        "prompt_token_count": 923, "candidates_token_count": null, "thoughts_token_count": 785,
        "total_token_count": 1708}}}'),
    (3, '{"timestamp": "2026-09-03T10:00:01Z", "id": "i1", "model": "gemini-3.1-pro", "usage": {
        "total_input_tokens": 10, "total_cached_tokens": 4, "total_output_tokens": 5, "total_thought_tokens": 6,
        "total_tool_use_tokens": 7, "total_tokens": 28}}'),
    (4, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'W7', null, 'google-vertex', 'gemini-3.1-pro', 'flex', 940, 2000, 150, 850, 100, 4040),
    (2, 'p1', 'acme', 'google', 'gemini-3.1-flash', null, 923, 0, 0, 785, null, 1708),
    (3, 'i1', null, 'google', 'gemini-3.1-pro', null, 13, 4, 5, 6, null, 28)
) as expected (
    line_no, dedupe_key, customer_ref, provider, response_llm_model, service_tier, uncached_input_tokens,
    cache_read_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens, reported_total_tokens
)

-- test: a blocked answer without usage is unknown, a failed item of a batch costs nothing, and bad rows are refused
-- given source_records
select
    '/out/batch_7_2026-09-03.jsonl' as path,
    *,
from (values
    (1, '{"responseId": "b1", "modelVersion": "gemini-3.1-pro", "createTime": "2026-09-03T10:00:01Z",
        "promptFeedback": {"blockReason": "SAFETY"}}'),
    (2, '{"key": "k1", "response": {"responseId": "b2", "modelVersion": "gemini-3.1-pro",
        "usageMetadata": {"promptTokenCount": 3, "candidatesTokenCount": 2, "totalTokenCount": 5}}}'),
    (3, '{"key": "k2", "error": {"code": 3}}'),
    (4, '{"responseId": "b4", "modelVersion": "gemini-3.1-pro", "createTime": "2026-09-03T10:00:01Z",
        "usageMetadata": {"promptTokenCount": 3, "cachedContentTokenCount": 9}}'),
    (5, '{"responseId": "b5", "modelVersion": "gemini-3.1-pro", "createTime": "2026-09-03T10:00:01Z",
        "usageMetadata": {"promptTokenCount": -3}}')
) as given (line_no, json)
-- expect
from (values
    (1, 'b1', false, null, null, 'SAFETY', 'gemini-usage-unknown-v1', null),
    (2, 'b2', true, 3, 2, null, 'gemini-thoughts-beside-v1', null),
    (3, 'batch_7:k2', true, 0, 0, null, 'gemini-thoughts-beside-v1', null),
    (4, 'b4', false, -6, 0, null, 'gemini-thoughts-beside-v1', 'inconsistent_counters'),
    (5, 'b5', false, null, null, null, 'gemini-thoughts-beside-v1', 'negative_counter')
) as expected (
    line_no, dedupe_key, is_batch, uncached_input_tokens, visible_output_tokens, finish_reason, meter_convention,
    reject_reason
)
