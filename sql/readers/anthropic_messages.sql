-- grain: one row per logged answer and model that made a part of it, or per item of a batch
-- key: file_id, line_no, dedupe_key
-- units: Tokens (disjoint meters), Requests (web_searches)
-- source: Messages objects of Anthropic, bare, within a logged "response", as message_start of a stream, or as
--         results of a Message Batch; one per line
-- why: input leaves the cache out, output includes thinking. Where iterations stand, each is billed at its own model
--      and the totals above them lack the compactions and the advisor. A message_start holds a placeholder for the
--      output, and only batch items that succeeded are billed. Answers carry no time: the logger's counts, else the
--      day of the path.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: usage or message.usage or response.usage or response.error or result.type or custom_id
-- record:
--    timestamp: VARCHAR
--    created_at: VARCHAR
--    deployment: VARCHAR
--    customer_id: VARCHAR
--    user_id: VARCHAR
--    session_id: VARCHAR
--    operation_id: VARCHAR
--    feature: VARCHAR
--    attempt_no: JSON
--    custom_id: VARCHAR
--    request: STRUCT(model VARCHAR, service_tier VARCHAR, max_tokens JSON, metadata STRUCT(user_id VARCHAR))
--    id: VARCHAR
--    type: VARCHAR
--    model: VARCHAR
--    stop_reason: VARCHAR
--    usage: JSON
--    message: STRUCT(id VARCHAR, model VARCHAR, stop_reason VARCHAR, usage JSON)
--    response: STRUCT(id VARCHAR, "type" VARCHAR, model VARCHAR, stop_reason VARCHAR, usage JSON, error JSON)
--    result: STRUCT("type" VARCHAR, message STRUCT(id VARCHAR, model VARCHAR, stop_reason VARCHAR, usage JSON))
with answers as (
    select
        source,
        file_id,
        line_no,
        path,
        coalesce("timestamp", created_at) as written_at,
        deployment,
        customer_id as customer_ref,
        session_id,
        operation_id,
        feature,
        attempt_no,
        custom_id,
        request,
        coalesce(user_id, request.metadata.user_id) as user_id,
        coalesce(result.message.id, response.id, message.id, id) as answer_id,
        coalesce(result.message.model, response.model, message.model, model, request.model, '') as answer_llm_model,
        coalesce(result.message.stop_reason, response.stop_reason, message.stop_reason, stop_reason) as finish_reason,
        anthropic_usage_of(coalesce(result.message.usage, response.usage, message.usage, usage)) as usage,
        custom_id is not null as is_batch_item,
        coalesce(result.type <> 'succeeded', false) as is_failed_item,
        "type" = 'message_start' as is_start,
        if(is_failed_item, result.type, if(coalesce(response.type, "type") = 'error', 'error', null)) as error_type,
    from source_records
    -- a message_delta has no id and repeats what the message says
    where ("type" is distinct from 'message_delta')
        and (
            coalesce(result.type, result.message.id, response.id, message.id, custom_id) is not null
            or (id is not null and (usage is not null or "type" = 'message'))
        )
),

plain_calls as (
    select
        *,
        answer_id as call_key,
        answer_llm_model as llm_model,
        anthropic_counters(usage, usage.server_tool_use.web_search_requests) as counters,
        false as has_parts,
    from answers
    where coalesce(len(usage.iterations), 0) = 0
),

numbered_parts as (
    select
        *,
        unnest(generate_series(1, len(usage.iterations))) as part_no,
    from answers
),

parts as (
    select
        *,
        usage.iterations[part_no].type as part_type,
        coalesce(usage.iterations[part_no].model, answer_llm_model) as llm_model,
        -- a fallback made the answer that the message holds
        part_type not in ('message', 'fallback_message') or (
            part_type = 'message' and len(list_filter(usage.iterations, part -> part.type = 'fallback_message')) > 0
        ) as is_beside,
        concat_ws(':', answer_id, if(is_beside, part_type, null), if(is_beside, llm_model, null)) as call_key,
        anthropic_counters(
            usage.iterations[part_no], if(is_beside, null, usage.server_tool_use.web_search_requests)
        ) as counters,
        counts_of(counters) as part_counts,
    from numbered_parts
),

-- Entries of one type and model are one row: the message as agents log it, compactions and the advisor beside it.
calls_of_parts as (
    select
        * exclude (part_no, part_type, is_beside, part_counts, call_key, llm_model, counters),
        call_key,
        llm_model,
        counters,
        {
            'input': sum(part_counts.input) over same_call::bigint,
            'tool_input': null::bigint,
            'cache_read': sum(part_counts.cache_read) over same_call::bigint,
            'cache_write': sum(part_counts.cache_write) over same_call::bigint,
            'cache_write_5m': sum(part_counts.cache_write_5m) over same_call::bigint,
            'cache_write_1h': sum(part_counts.cache_write_1h) over same_call::bigint,
            'input_audio': null::bigint,
            'output': sum(part_counts.output) over same_call::bigint,
            'reasoning': sum(part_counts.reasoning) over same_call::bigint,
            'output_audio': null::bigint,
            'image': null::bigint,
            'web_searches': max(part_counts.web_searches) over same_call,
            'total': null::bigint,
        } as counts,
        first_value(bad_counter_of(counters, part_counts) ignore nulls) over same_call as bad_counter,
        true as has_parts,
    from parts
    window same_call as (
        partition by file_id, line_no, call_key
        order by part_no rows between unbounded preceding and unbounded following
    )
    qualify row_number() over (partition by file_id, line_no, call_key order by part_no) = 1
),

counted_calls as (
    select
        *,
        counts_of(counters) as counts,
    from plain_calls
),

calls as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
    from counted_calls
    union all by name
    select * from calls_of_parts
),

measured as (
    select
        *,
        if(is_failed_item, no_meters(), exclusive_meters(counts, 0)) as meters,
        coalesce(logged_time_of(written_at), day_of_path(path)) as started_at,
    from calls
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, if(is_failed_item, 'none', llm_model), started_at) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(
            nullif(call_key, ''), batch_of_path(path) || ':' || custom_id,
            md5(concat_ws('|', written_at, llm_model, custom_id, to_json(counts)))
        ) as dedupe_key,
        coalesce(answer_id, dedupe_key) as request_id,
        'provider' as observer,
        if(is_batch_item, batch_of_path(path), null) as batch_id,
        session_id,
        operation_id,
        customer_ref,
        user_id,
        feature,
        deployment,
        'anthropic' as provider,
        'chat' as operation,
        request.model as request_llm_model,
        nullif(llm_model, '') as response_llm_model,
        nullif(usage.inference_geo, 'not_available') as region,
        request.service_tier as requested_service_tier,
        if(usage.speed = 'fast', 'fast', usage.service_tier) as service_tier,
        error_type,
        finish_reason,
        case
            when usage is null and not is_failed_item then 'anthropic-usage-unknown-v1'
            when has_parts then 'anthropic-iterations-v1'
            else 'anthropic-exclusive-v1'
        end as meter_convention,
        count_of(attempt_no) as attempt_no,
        count_of(request.max_tokens) as max_output_tokens,
        meters.*,
        if(is_start, meters.visible_output_tokens, null) as usage_lower_bound,
        if(is_start, max_output_tokens, null) as usage_upper_bound,
        is_batch_item or usage.service_tier = 'batch' as is_batch,
        is_start as is_streaming,
        is_start as is_usage_estimated,
        answer_id is null as is_request_id_derived,
        started_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'timestamp', written_at) as reject_detail,
    from checked
)

select * from requests
