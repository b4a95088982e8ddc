-- grain: one row per logged answer of Gemini, or per item of a batch; of a stream the last chunk
-- key: file_id, line_no
-- units: Tokens (disjoint meters)
-- source: GenerateContentResponse objects of the Gemini API and of Vertex AI, bare, within a logged "response" or as
--         batch output, as the wire has them or as the Python client logs them; usage of interactions; one per line
-- why: the prompt includes what the cache served, but neither what tools fed back nor, on the output side, the
--      thinking: both stand beside and are billed. Chunks of a stream repeat cumulative counters; the fullest
--      sighting counts.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: usageMetadata or usage_metadata or usage or candidates or response or key or error
-- record:
--    timestamp: VARCHAR
--    provider: VARCHAR
--    customer_id: VARCHAR
--    user_id: VARCHAR
--    session_id: VARCHAR
--    operation_id: VARCHAR
--    feature: VARCHAR
--    service_tier: VARCHAR
--    key: VARCHAR
--    error: JSON
--    request: STRUCT(model VARCHAR, labels JSON)
--    id: VARCHAR
--    model: VARCHAR
--    usage: JSON
--    responseId: VARCHAR
--    response_id: VARCHAR
--    modelVersion: VARCHAR
--    model_version: VARCHAR
--    createTime: VARCHAR
--    create_time: VARCHAR
--    usageMetadata: JSON
--    usage_metadata: JSON
--    candidates: STRUCT(finishReason VARCHAR, finish_reason VARCHAR)[]
--    promptFeedback: STRUCT(blockReason VARCHAR)
--    response: STRUCT(id VARCHAR, model VARCHAR, usage JSON, responseId VARCHAR, response_id VARCHAR,
--        modelVersion VARCHAR, model_version VARCHAR, createTime VARCHAR, create_time VARCHAR, usageMetadata JSON,
--        usage_metadata JSON, candidates STRUCT(finishReason VARCHAR, finish_reason VARCHAR)[],
--        promptFeedback STRUCT(blockReason VARCHAR))
with answers as (
    select
        source,
        file_id,
        line_no,
        path,
        provider as written_provider,
        coalesce(customer_id, request.labels ->> 'tenant', request.labels ->> 'customer') as customer_ref,
        user_id,
        session_id,
        operation_id,
        feature,
        service_tier as logged_service_tier,
        "key" as batch_item,
        request.model as request_llm_model,
        coalesce(
            response.responseId, response.response_id, responseId, response_id, response.id, id
        ) as answer_id,
        coalesce(
            response.modelVersion, response.model_version, modelVersion, model_version, response.model, model,
            request.model, ''
        ) as llm_model,
        coalesce(
            response.createTime, response.create_time, createTime, create_time, "timestamp"
        ) as written_at,
        gemini_usage_of(coalesce(
            response.usageMetadata, response.usage_metadata, usageMetadata, usage_metadata, response.usage, usage
        )) as usage,
        coalesce(
            response.candidates[1].finishReason, response.candidates[1].finish_reason, candidates[1].finishReason,
            candidates[1].finish_reason
        ) as finish_reason,
        coalesce(response.promptFeedback.blockReason, promptFeedback.blockReason) as block_reason,
        "key" is not null and (error is not null and error::varchar <> 'null') as is_failed_item,
    from source_records
    where answer_id is not null or usage is not null or "key" is not null
),

counters as (
    select
        *,
        gemini_counters(usage) as counters,
        coalesce(logged_time_of(written_at), day_of_path(path)) as started_at,
        coalesce(usage.trafficType, usage.traffic_type) as traffic_type,
        -- Vertex names the whole path of a model
        regexp_extract(llm_model, '[^/]*$') as response_llm_model,
    from answers
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
        if(
            is_failed_item,
            no_meters(),
            inclusive_meters(gemini_counts(counts), coalesce(counts.reasoning, 0))
        ) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(
            bad_counter, meters, if(is_failed_item, 'none', response_llm_model), started_at
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(
            answer_id, batch_of_path(path) || ':' || batch_item,
            md5(concat_ws('|', written_at, llm_model, batch_item, user_id, to_json(counts)))
        ) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        if(batch_item is not null, batch_of_path(path), null) as batch_id,
        session_id,
        operation_id,
        customer_ref,
        user_id,
        feature,
        coalesce(
            provider_of(written_provider),
            if(traffic_type is not null or contains(llm_model, '/publishers/'), 'google-vertex', 'google')
        ) as provider,
        'chat' as operation,
        request_llm_model,
        nullif(response_llm_model, '') as response_llm_model,
        coalesce(
            lower(usage.serviceTier), logged_service_tier,
            case traffic_type
                when 'ON_DEMAND' then 'standard'
                when 'ON_DEMAND_PRIORITY' then 'priority'
                when 'ON_DEMAND_FLEX' then 'flex'
                when 'ON_DEMAND_OFFPEAK' then 'offpeak'
                when 'PROVISIONED_THROUGHPUT' then 'provisioned'
            end
        ) as service_tier,
        if(is_failed_item, 'batch item failed', null) as error_type,
        coalesce(finish_reason, block_reason) as finish_reason,
        if(
            usage is null and not is_failed_item, 'gemini-usage-unknown-v1', 'gemini-thoughts-beside-v1'
        ) as meter_convention,
        meters.*,
        batch_item is not null as is_batch,
        answer_id is null as is_request_id_derived,
        started_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'createTime', written_at) as reject_detail,
    from checked
)

select * from requests
