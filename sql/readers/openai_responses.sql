-- grain: one row per answer of an OpenAI-shaped API that was logged, or per item of a batch
-- key: file_id, line_no
-- units: Tokens (disjoint meters), Requests (web_searches, tool_calls_billed), 10^-12 USD (reported_cost_picousd)
-- source: response objects of OpenAI (Chat, Responses, Embeddings, Realtime) and of APIs of its shape (DeepSeek, xAI,
--         Mistral, Groq, OpenRouter, vLLM), bare, within a logged "response", or as batch output; one per line
-- why: input includes what the cache served and stored, output includes reasoning, except where the total says that
--      it stands beside. A stream that broke off has no usage: what its chunks show is the least it can have been.
--      Batch output says nothing of its half price, so every line of it is marked as batch.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: whole
-- rewrite: keep
-- requires: usage or id or response or custom_id or error
-- record:
--    timestamp: VARCHAR
--    provider: VARCHAR
--    deployment: VARCHAR
--    customer_id: VARCHAR
--    user_id: VARCHAR
--    session_id: VARCHAR
--    operation_id: VARCHAR
--    feature: VARCHAR
--    attempt_no: JSON
--    custom_id: VARCHAR
--    error: JSON
--    request: STRUCT(model VARCHAR, "user" VARCHAR, service_tier VARCHAR, max_tokens JSON, max_completion_tokens JSON,
--        max_output_tokens JSON, reasoning_effort VARCHAR)
--    id: VARCHAR
--    object: VARCHAR
--    created: VARCHAR
--    created_at: VARCHAR
--    model: VARCHAR
--    service_tier: VARCHAR
--    status: VARCHAR
--    user: VARCHAR
--    usage: JSON
--    choices: STRUCT(finish_reason VARCHAR, delta STRUCT(content VARCHAR, reasoning_content VARCHAR))[]
--    output: STRUCT("type" VARCHAR, action STRUCT("type" VARCHAR))[]
--    response: STRUCT(id VARCHAR, object VARCHAR, created VARCHAR, created_at VARCHAR, model VARCHAR,
--        service_tier VARCHAR, status VARCHAR, "user" VARCHAR, usage JSON, choices STRUCT(finish_reason VARCHAR)[],
--        output STRUCT("type" VARCHAR, action STRUCT("type" VARCHAR))[], status_code VARCHAR, request_id VARCHAR,
--        body STRUCT(id VARCHAR, object VARCHAR, created VARCHAR, created_at VARCHAR, model VARCHAR,
--        service_tier VARCHAR, status VARCHAR, "user" VARCHAR, usage JSON, choices STRUCT(finish_reason VARCHAR)[],
--        output STRUCT("type" VARCHAR, action STRUCT("type" VARCHAR))[], error JSON))
with answers as (
    select
        source,
        file_id,
        line_no,
        path,
        "timestamp" as logged_at,
        provider as written_provider,
        deployment,
        customer_id as customer_ref,
        session_id,
        operation_id,
        feature,
        attempt_no,
        custom_id,
        request,
        custom_id is not null as is_batch_item,
        coalesce(response.body.id, response.id, id) as answer_id,
        coalesce(response.body.object, response.object, object) as answer_object,
        coalesce(
            response.body.created_at, response.body.created, response.created_at, response.created, created_at, created,
            logged_at
        ) as written_at,
        coalesce(response.body.model, response.model, model, request.model, '') as llm_model,
        coalesce(response.body.service_tier, response.service_tier, service_tier) as service_tier,
        coalesce(response.body.status, response.status, status) as answer_status,
        coalesce(user_id, response.body.user, response.user, user, request.user) as user_id,
        coalesce(
            response.body.choices[1].finish_reason, response.choices[1].finish_reason, choices[1].finish_reason
        ) as finish_reason,
        coalesce(response.body.output, response.output, output) as output_items,
        try_cast(response.status_code as bigint) as status_code,
        coalesce(nullif(error::varchar, 'null'), nullif(response.body.error::varchar, 'null')) as error_text,
        openai_usage_of(coalesce(response.body.usage, response.usage, usage)) as usage,
        answer_object = 'chat.completion.chunk' as is_chunk,
        coalesce(choices[1].delta.content, choices[1].delta.reasoning_content, '') <> '' as has_delta,
    from source_records
    where coalesce(response.body.id, response.id, id) is not null
        or coalesce(response.body.usage, response.usage, usage) is not null
        or custom_id is not null
),

-- The chunks of a stream are one call: the one with the usage, or the last one with what all of them show.
calls as (
    select
        *,
        null as delta_count,
    from answers
    where is_chunk is not true
    union all
    (
        select
            *,
            count(*) filter (has_delta) over (partition by file_id, answer_id) as delta_count,
        from answers
        where is_chunk
        qualify row_number() over (partition by file_id, answer_id order by usage is null, line_no desc) = 1
    )
),

counters as (
    select
        *,
        openai_counters(usage) as counters,
        logged_time_of(written_at) as stated_at,
        coalesce(stated_at, day_of_path(path)) as started_at,
        is_batch_item and (error_text is not null or status_code >= 400) as is_failed_item,
        coalesce(usage.is_byok is not null or starts_with(answer_id, 'gen-'), false) as is_openrouter,
        picousd_of_estimate(usage.cost) as cost_picousd,
        list_filter(output_items, item -> item.type = 'web_search_call'
            and coalesce(item.action.type, 'search') = 'search') as searches,
        list_filter(output_items, item -> item.type in ('file_search_call', 'code_interpreter_call')) as tool_calls,
    from calls
),

read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from counters
),

conventions as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        reasoning_beside(counts, llm_model) as beside,
    from read_counters
),

measured as (
    select
        *,
        if(is_failed_item, no_meters(), inclusive_meters(counts, beside)) as meters,
        usage is null and not is_failed_item as is_unmeasured,
    from conventions
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
            answer_id, batch_of_path(path) || ':' || custom_id,
            md5(concat_ws('|', written_at, llm_model, custom_id, user_id, to_json(counts)))
        ) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        if(is_batch_item, batch_of_path(path), null) as batch_id,
        session_id,
        operation_id,
        customer_ref,
        user_id,
        feature,
        deployment,
        case
            when is_openrouter then 'openrouter'
            when written_provider is not null then provider_of(written_provider)
            when usage.cost_in_usd_ticks is not null then 'xai'
            when usage.prompt_cache_hit_tokens is not null then 'deepseek'
            when usage.queue_time is not null then 'groq'
            else coalesce(provider_of_model(llm_model), 'openai')
        end as provider,
        case answer_object when 'list' then 'embeddings' else 'chat' end as operation,
        request.model as request_llm_model,
        nullif(llm_model, '') as response_llm_model,
        request.service_tier as requested_service_tier,
        service_tier,
        request.reasoning_effort as reasoning_effort,
        case
            when is_failed_item then 'batch item failed'
            when answer_status in ('failed', 'cancelled') then answer_status
            when error_text is not null then 'error'
        end as error_type,
        coalesce(finish_reason, answer_status) as finish_reason,
        case
            when is_unmeasured then 'openai-usage-unknown-v1'
            when beside > 0 then 'openai-reasoning-beside-v1'
            else 'openai-inclusive-v1'
        end as meter_convention,
        count_of(attempt_no) as attempt_no,
        if(error_text is not null or status_code >= 400, status_code, null) as status_code,
        count_of(coalesce(request.max_completion_tokens, request.max_tokens, request.max_output_tokens))
            as max_output_tokens,
        meters.* exclude (web_searches),
        coalesce(meters.web_searches, len(searches)) as web_searches,
        len(tool_calls) as tool_calls_billed,
        -- 10^10 ticks are a dollar
        coalesce(count_of(usage.cost_in_usd_ticks) * 100, cost_picousd) as reported_cost_picousd,
        if(is_unmeasured, delta_count, null) as usage_lower_bound,
        if(is_unmeasured and is_chunk, max_output_tokens, null) as usage_upper_bound,
        is_batch_item as is_batch,
        is_chunk as is_streaming,
        answer_status = 'cancelled' as is_cancelled,
        is_unmeasured and is_chunk as is_usage_estimated,
        answer_id is null as is_request_id_derived,
        started_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'created', written_at) as reject_detail,
    from checked
)

select * from requests
