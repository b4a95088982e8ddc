-- grain: one row per logged invocation
-- key: file_id, line_no
-- units: Tokens (disjoint meters)
-- source: Amazon Bedrock model invocation logs (ModelInvocationLog 1.0), one JSON object per line, as delivered to S3
-- why: input leaves the cache out, whoever made the model. The lifetime of cache writes and the tier stand in the
--      body alone, which is optional; then the lifetime is unknown. The caller's requestMetadata is the only trace of
--      a customer, and a profile's prefix (us., global.) says at which region's rate it is billed.
-- dataset: requests
-- version: 1
-- files: **/*.json, **/*.jsonl, **/*.ndjson
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: requestId or modelId
-- record:
--    timestamp: VARCHAR
--    accountId: VARCHAR
--    region: VARCHAR
--    inferenceRegion: VARCHAR
--    requestId: VARCHAR
--    operation: VARCHAR
--    modelId: VARCHAR
--    errorCode: VARCHAR
--    identity: STRUCT(arn VARCHAR)
--    requestMetadata: JSON
--    input: STRUCT(inputTokenCount JSON, cacheReadInputTokenCount JSON, cacheWriteInputTokenCount JSON)
--    output: STRUCT(outputTokenCount JSON, outputBodyJson JSON)
with records as (
    select
        * exclude (output),
        output.outputTokenCount as output_count,
        output.outputBodyJson as body,
        -- a stream is a list of events, of which the last one with usage has the final counters
        coalesce(try_cast(body as json[]), [body]) as events,
        list_filter(events, event -> json_exists(event, '$.usage') or json_exists(event, '$.metadata.usage')
            or json_exists(event, '$."amazon-bedrock-invocationMetrics"'))[-1] as last_event,
        list_filter(events, event -> json_exists(event, '$.message.usage'))[1] as first_event,
    from source_records
    where requestId is not null or modelId is not null
),

bodies as (
    select
        *,
        from_json(
            coalesce(last_event -> '$.metadata', last_event),
            '{"id": "VARCHAR", "usage": {"input_tokens": "JSON", "inputTokens": "JSON", "output_tokens": "JSON",
            "outputTokens": "JSON", "cache_read_input_tokens": "JSON", "cacheReadInputTokens": "JSON",
            "cache_creation_input_tokens": "JSON", "cacheWriteInputTokens": "JSON", "totalTokens": "JSON",
            "cache_creation": {"ephemeral_5m_input_tokens": "JSON", "ephemeral_1h_input_tokens": "JSON"},
            "output_tokens_details": {"thinking_tokens": "JSON"},
            "cacheDetails": [{"ttl": "VARCHAR", "inputTokens": "JSON"}]},
            "amazon-bedrock-invocationMetrics": {"inputTokenCount": "JSON", "outputTokenCount": "JSON",
            "cacheReadInputTokenCount": "JSON", "cacheWriteInputTokenCount": "JSON", "firstByteLatency": "JSON",
            "invocationLatency": "JSON"},
            "metrics": {"latencyMs": "JSON"}, "serviceTier": {"type": "VARCHAR"}, "stopReason": "VARCHAR",
            "stop_reason": "VARCHAR"}'
        ) as answer,
        first_event -> '$.message.usage.cache_creation' as first_writes,
    from records
),

usages as (
    select
        *,
        answer.usage as usage,
        answer."amazon-bedrock-invocationMetrics" as metrics,
    from bodies
),

counters as (
    select
        *,
        {
            'input': coalesce(
                input.inputTokenCount, usage.inputTokens, usage.input_tokens, metrics.inputTokenCount
            ),
            'tool_input': null::json,
            'cache_read': coalesce(
                input.cacheReadInputTokenCount, usage.cacheReadInputTokens, usage.cache_read_input_tokens,
                metrics.cacheReadInputTokenCount
            ),
            'cache_write': coalesce(
                input.cacheWriteInputTokenCount, usage.cacheWriteInputTokens, usage.cache_creation_input_tokens,
                metrics.cacheWriteInputTokenCount
            ),
            'cache_write_5m': coalesce(
                list_filter(usage.cacheDetails, detail -> detail.ttl = '5m')[1].inputTokens,
                usage.cache_creation.ephemeral_5m_input_tokens, first_writes -> '$.ephemeral_5m_input_tokens'
            ),
            'cache_write_1h': coalesce(
                list_filter(usage.cacheDetails, detail -> detail.ttl = '1h')[1].inputTokens,
                usage.cache_creation.ephemeral_1h_input_tokens, first_writes -> '$.ephemeral_1h_input_tokens'
            ),
            'input_audio': null::json,
            'output': coalesce(output_count, usage.outputTokens, usage.output_tokens, metrics.outputTokenCount),
            'reasoning': usage.output_tokens_details.thinking_tokens,
            'output_audio': null::json,
            'image': null::json,
            'web_searches': null::json,
            'total': usage.totalTokens,
        } as counters,
        -- arn:...:inference-profile/us.anthropic.claude-..., or the id alone
        regexp_extract(coalesce(modelId, ''), '[^/]*$') as profile,
        regexp_extract(profile, '^(us-gov|us|eu|apac|au|ca|jp|global)\.', 1) as profile_region,
        timestamp_of("timestamp") as ended_at,
        count_of(coalesce(answer.metrics.latencyMs, metrics.invocationLatency)) as latency_ms,
    from usages
),

read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from counters
),

measured as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        if(errorCode is not null and counts.input is null, no_meters(), exclusive_meters(counts, 0)) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, profile, ended_at) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(requestId, md5(concat_ws('|', "timestamp", modelId, identity.arn, to_json(counts)))) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        coalesce(
            requestMetadata ->> 'tenant', requestMetadata ->> 'tenant_id', requestMetadata ->> 'customer',
            requestMetadata ->> 'customer_id'
        ) as customer_ref,
        coalesce(requestMetadata ->> 'user', requestMetadata ->> 'user_id', identity.arn) as user_id,
        requestMetadata ->> 'session_id' as session_id,
        requestMetadata ->> 'feature' as feature,
        accountId as project_id,
        'aws-bedrock' as provider,
        if(contains(profile, 'embed'), 'embeddings', 'chat') as operation,
        modelId as request_llm_model,
        if(
            profile_region = '', nullif(profile, ''), substr(profile, length(profile_region) + 2)
        ) as response_llm_model,
        coalesce(nullif(profile_region, ''), inferenceRegion, region) as region,
        answer.serviceTier.type as service_tier,
        errorCode as error_type,
        coalesce(answer.stopReason, answer.stop_reason) as finish_reason,
        case
            when counts.input is null and errorCode is null then 'bedrock-usage-unknown-v1'
            else 'bedrock-exclusive-v1'
        end as meter_convention,
        try(from_json(requestMetadata, '"MAP(VARCHAR, VARCHAR)"')) as tags,
        meters.*,
        contains(operation, 'Stream') as is_streaming,
        requestId is null as is_request_id_derived,
        ended_at - to_milliseconds(coalesce(latency_ms, 0)) as started_at,
        started_at + to_milliseconds(count_of(metrics.firstByteLatency)) as first_token_at,
        ended_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'timestamp', "timestamp") as reject_detail,
    from checked
)

select * from requests
