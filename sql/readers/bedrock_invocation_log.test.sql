-- test: the input leaves the cache out everywhere; lifetimes, tier and latency come from the body where it is there
-- given source_records
from (values
    (1, '{"timestamp": "2026-09-03T10:15:30Z", "accountId": "000012345678", "region": "us-east-1", "requestId": "r1",
        "operation": "Converse", "modelId": "us.anthropic.claude-sonnet-4-6-v1:0", "inferenceRegion": "us-west-2",
        "identity": {"arn": "arn:app"}, "requestMetadata": {"tenant": "acme"}, "input": {"inputTokenCount": 120,
        "cacheReadInputTokenCount": 3000, "cacheWriteInputTokenCount": 30}, "output": {"outputTokenCount": 80,
        "outputBodyJson": {"usage": {"inputTokens": 120, "outputTokens": 80, "totalTokens": 3230, "cacheDetails": [
        {"ttl": "1h", "inputTokens": 30}]}, "metrics": {"latencyMs": 950}, "serviceTier": {"type": "flex"}}}}'),
    (2, '{"timestamp": "2026-09-03T10:15:31Z", "requestId": "r2", "operation": "InvokeModelWithResponseStream",
        "region": "eu-central-1",
        "modelId": "arn:aws:bedrock:eu-central-1:1:inference-profile/global.anthropic.claude-sonnet-4-6-v1:0",
        "input": {}, "output": {"outputBodyJson": [{"type": "message_start", "message": {"usage": {"input_tokens": 5,
        "cache_creation": {"ephemeral_5m_input_tokens": 10, "ephemeral_1h_input_tokens": 20}}}}, {"type":
        "message_stop", "amazon-bedrock-invocationMetrics": {"inputTokenCount": 5, "outputTokenCount": 7,
        "cacheReadInputTokenCount": 0, "cacheWriteInputTokenCount": 30, "invocationLatency": 1000,
        "firstByteLatency": 100}}]}}'),
    (3, '{"timestamp": "2026-09-03T10:15:31Z", "requestId": "r3", "operation": "ConverseStream", "region": "us-east-1",
        "modelId": "amazon.nova-pro-v1:0", "input": {"inputTokenCount": 4, "cacheWriteInputTokenCount": 6},
        "output": {"outputTokenCount": 2, "outputBodyJson": [{"metadata": {"usage": {"inputTokens": 4}}}]}}'),
    (4, '{}')
) as given (line_no, json)
-- expect
from (values
    (1, 'r1', 'acme', 'anthropic.claude-sonnet-4-6-v1:0', 'us', 'flex', 120, 3000, null, 30, null, 80,
        timestamptz '2026-09-03 10:15:29.05+00'),
    (2, 'r2', null, 'anthropic.claude-sonnet-4-6-v1:0', 'global', null, 5, 0, 10, 20, null, 7,
        timestamptz '2026-09-03 10:15:30+00'),
    (3, 'r3', null, 'amazon.nova-pro-v1:0', 'us-east-1', null, 4, null, null, null, 6, 2,
        timestamptz '2026-09-03 10:15:31+00')
) as expected (
    line_no, dedupe_key, customer_ref, response_llm_model, region, service_tier, uncached_input_tokens,
    cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens, cache_write_unknown_ttl_tokens,
    visible_output_tokens, started_at
)

-- test: a failed invocation costs nothing, one without counts is unknown, and bad rows are refused
-- given source_records
select
    line_no,
    '{"timestamp": "2026-09-03T10:15:31Z", "requestId": "r", "operation": "Converse", "modelId": "amazon.nova-pro-v1:0"'
    || fields || '}' as json,
from (values
    (1, ', "errorCode": "ThrottlingException", "input": {}, "output": null'),
    (2, ', "input": {}, "output": {}'),
    (3, ', "input": {"inputTokenCount": "many"}'),
    (4, ', "input": {"inputTokenCount": 0}, "output": {"outputTokenCount": 0}')
) as written (line_no, fields)
-- expect
from (values
    (1, 0, 'ThrottlingException', 'bedrock-exclusive-v1', null),
    (2, null, null, 'bedrock-usage-unknown-v1', null),
    (3, null, null, 'bedrock-usage-unknown-v1', 'not_a_counter'),
    (4, 0, null, 'bedrock-exclusive-v1', null)
) as expected (line_no, uncached_input_tokens, error_type, meter_convention, reject_reason)
