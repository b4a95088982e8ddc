-- grain: one row per request that the gateway logged
-- key: file_id, line_no
-- units: Tokens (disjoint meters), Requests (web_searches), 10^-12 USD (reported_cost_picousd)
-- source: LiteLLM spend logs (table LiteLLM_SpendLogs) and StandardLoggingPayload, as JSON lines
-- why: prompt tokens include what the cache served and stored, completion tokens include reasoning, and the parts stand
--      in metadata, which is an object, a text or a text encoded twice; this reader takes the parts out of the totals.
--      The file is long because the gateway logs two shapes of a request and each of fifty columns has a line.
-- dataset: requests
-- version: 2
-- files: **/*.jsonl
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: request_id or id or prompt_tokens, startTime
-- record:
--    request_id: VARCHAR
--    id: VARCHAR
--    trace_id: VARCHAR
--    session_id: VARCHAR
--    call_type: VARCHAR
--    api_key: VARCHAR
--    user: VARCHAR
--    end_user: VARCHAR
--    team_id: VARCHAR
--    agent_id: VARCHAR
--    model: VARCHAR
--    model_id: VARCHAR
--    model_group: VARCHAR
--    custom_llm_provider: VARCHAR
--    status: VARCHAR
--    cache_hit: VARCHAR
--    request_tags: VARCHAR
--    error_str: VARCHAR
--    stream: VARCHAR
--    metadata: VARCHAR
--    messages: VARCHAR
--    response: VARCHAR
--    response_cost_failure_debug_info: VARCHAR
--    spend: JSON
--    response_cost: JSON
--    prompt_tokens: JSON
--    completion_tokens: JSON
--    total_tokens: JSON
--    startTime: VARCHAR
--    endTime: VARCHAR
--    completionStartTime: VARCHAR
with records as (
    select
        *,
        try(from_json(
            json_of(metadata),
            '{"user_api_key_hash": "VARCHAR", "user_api_key_user_id": "VARCHAR", "user_api_key_team_id": "VARCHAR",
            "user_api_key_end_user_id": "VARCHAR", "attempted_retries": "JSON", "usage_object": "JSON",
            "error_information": {"error_code": "VARCHAR", "error_class": "VARCHAR"}}'
        )) as details,
        if(id is null, null, json_extract(json_of(response), '$.usage')) as response_usage,
    from source_records
    where request_id is not null or id is not null or prompt_tokens is not null
),

usages as (
    select
        *,
        from_json(
            coalesce(details.usage_object, response_usage),
            '{"prompt_tokens_details": {
                "cached_tokens": "JSON", "cache_write_tokens": "JSON", "cache_creation_tokens": "JSON",
                "audio_tokens": "JSON"},
            "completion_tokens_details": {"reasoning_tokens": "JSON", "audio_tokens": "JSON", "image_tokens": "JSON"},
            "cache_read_input_tokens": "JSON", "cache_creation_input_tokens": "JSON",
            "cache_creation_token_details": {
                "ephemeral_5m_input_tokens": "JSON", "ephemeral_1h_input_tokens": "JSON"},
            "server_tool_use": {"web_search_requests": "JSON"}, "service_tier": "VARCHAR"}'
        ) as usage,
    from records
),

counters as (
    select
        * exclude (usage, details),
        coalesce(usage.cache_read_input_tokens, usage.prompt_tokens_details.cached_tokens) as cache_read_count,
        coalesce(
            usage.cache_creation_input_tokens,
            usage.prompt_tokens_details.cache_write_tokens,
            usage.prompt_tokens_details.cache_creation_tokens
        ) as cache_write_count,
        usage.cache_creation_token_details.ephemeral_5m_input_tokens as cache_write_5m_count,
        usage.cache_creation_token_details.ephemeral_1h_input_tokens as cache_write_1h_count,
        usage.prompt_tokens_details.audio_tokens as input_audio_count,
        usage.completion_tokens_details.reasoning_tokens as reasoning_count,
        usage.completion_tokens_details.audio_tokens as output_audio_count,
        usage.completion_tokens_details.image_tokens as image_count,
        usage.server_tool_use.web_search_requests as web_search_count,
        usage is not null as has_usage_object,
        usage.service_tier as service_tier,
        details.attempted_retries as retry_count,
        nullif(details.error_information.error_class, '') as error_class,
        try_cast(details.error_information.error_code as bigint) as status_code,
        nullif(coalesce(nullif(api_key, ''), details.user_api_key_hash), '') as api_key_id,
        nullif(coalesce(nullif(user, ''), details.user_api_key_user_id), '') as user_id,
        nullif(coalesce(nullif(team_id, ''), details.user_api_key_team_id), '') as project_id,
        nullif(coalesce(nullif(end_user, ''), details.user_api_key_end_user_id), '') as customer_ref,
        coalesce(status = 'failure', false) as is_failure,
        coalesce(lower(cache_hit) = 'true', false) as is_cache_hit,
        -- a failed price lookup makes the cost unknown, not 0
        if(response_cost_failure_debug_info is null, coalesce(spend, response_cost), null) as reported_cost_usd,
        coalesce(timestamp_of(startTime), timestamp_of_seconds(startTime)) as started_at,
    from usages
),

parsed as (
    select
        *,
        count_of(prompt_tokens) as input_tokens,
        count_of(completion_tokens) as output_tokens,
        count_of(cache_read_count) as cache_read_tokens,
        count_of(cache_write_count) as cache_write_tokens,
        count_of(cache_write_5m_count) as cache_write_5m_tokens,
        count_of(cache_write_1h_count) as cache_write_1h_tokens,
        count_of(input_audio_count) as input_audio_tokens,
        count_of(reasoning_count) as reasoning_tokens,
        count_of(output_audio_count) as output_audio_tokens,
        count_of(image_count) as image_tokens,
        count_of(web_search_count) as web_searches,
        count_of(total_tokens) as reported_total_tokens,
        coalesce(cache_write_5m_tokens, 0) + coalesce(cache_write_1h_tokens, 0) as split_write_tokens,
        cache_write_tokens - split_write_tokens as unsplit_write_tokens,
        input_tokens - coalesce(cache_read_tokens, 0) - coalesce(cache_write_tokens, split_write_tokens)
        - coalesce(input_audio_tokens, 0) as fresh_input_tokens,
        output_tokens - coalesce(reasoning_tokens, 0) - coalesce(output_audio_tokens, 0)
        - coalesce(image_tokens, 0) as visible_tokens,
        nullif(coalesce(nullif(request_id, ''), id), '') as provider_id,
    from counters
),

counted as (
    select
        *,
        if(
            is_unread(prompt_tokens, input_tokens) or is_unread(completion_tokens, output_tokens)
            or is_unread(total_tokens, reported_total_tokens)
            or is_unread(cache_read_count, cache_read_tokens) or is_unread(cache_write_count, cache_write_tokens)
            or is_unread(cache_write_5m_count, cache_write_5m_tokens)
            or is_unread(cache_write_1h_count, cache_write_1h_tokens)
            or is_unread(input_audio_count, input_audio_tokens) or is_unread(output_audio_count, output_audio_tokens)
            or is_unread(reasoning_count, reasoning_tokens) or is_unread(image_count, image_tokens)
            or is_unread(web_search_count, web_searches),
            first_bad_count(
                [
                    'prompt_tokens', 'completion_tokens', 'total_tokens', 'cache_read', 'cache_write',
                    'ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens', 'input audio_tokens',
                    'output audio_tokens', 'reasoning_tokens', 'image_tokens', 'web_search_requests',
                ],
                [
                    prompt_tokens, completion_tokens, total_tokens, cache_read_count, cache_write_count,
                    cache_write_5m_count, cache_write_1h_count, input_audio_count,
                    output_audio_count, reasoning_count, image_count, web_search_count,
                ]
            ),
            null
        ) as bad_counter,
    from parsed
),

checked as (
    select
        *,
        case
            when bad_counter is not null then bad_count_reason(bad_counter.written)
            when is_bad_estimate(reported_cost_usd) then 'bad_cost'
            when fresh_input_tokens < 0 or visible_tokens < 0 or unsplit_write_tokens < 0
                then 'inconsistent_counters'
            when coalesce(model, model_group, '') = '' and input_tokens + output_tokens > 0 then 'no_model'
            else bad_time_reason(started_at)
        end as reject_reason,
    from counted
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat_ws(
            ':',
            coalesce(
                provider_id,
                md5(concat_ws(
                    '|', startTime, endTime, api_key_id, model, model_id, customer_ref, session_id, prompt_tokens,
                    completion_tokens))
            ),
            -- the gateway's own response cache answers under the id of the first call, failed attempts may share one
            if(is_cache_hit, 'cache-hit:' || startTime, null),
            if(is_failure, 'failure:' || startTime, null)
        ) as dedupe_key,
        coalesce(provider_id, dedupe_key) as request_id,
        'gateway' as observer,
        trace_id,
        nullif(session_id, '') as session_id,
        trace_id as operation_id,
        customer_ref,
        user_id,
        api_key_id,
        project_id,
        if(contains(request_tags, 'feature:'), regexp_extract(request_tags, 'feature:([^"\\]+)', 1), null) as feature,
        nullif(agent_id, '') as agent,
        provider_of(nullif(custom_llm_provider, '')) as provider,
        case call_type
            when 'acompletion' then 'chat'
            when 'completion' then 'chat'
            when 'aresponses' then 'chat'
            when 'responses' then 'chat'
            when 'anthropic_messages' then 'chat'
            when 'aembedding' then 'embeddings'
            when 'embedding' then 'embeddings'
            else call_type
        end as operation,
        nullif(model_group, '') as request_llm_model,
        if(
            starts_with(model, custom_llm_provider || '/'),
            substr(model, length(custom_llm_provider) + 2),
            nullif(model, '')
        ) as response_llm_model,
        nullif(model_id, '') as deployment,
        service_tier,
        if(is_failure, coalesce(error_class, nullif(error_str, ''), 'failure'), null) as error_type,
        case
            when is_cache_hit then 'litellm-cache-hit-v1'
            when has_usage_object then 'litellm-inclusive-v1'
            else 'litellm-inclusive-totals-v1'
        end as meter_convention,
        if(request_tags in ('[]', '{}', '', 'null'), null, map {'request_tags': request_tags}) as tags,
        -- what was asked stands in the log only where prompts are stored; then equal prompts tell retries
        if(length(messages) > 2 and messages <> 'null', md5(messages), null) as prompt_hash,
        count_of(retry_count) + 1 as attempt_no,
        if(is_failure, status_code, null) as status_code,
        -- what the gateway answered from its own cache reached no provider: meters 0, the totals stand in reported_*
        if(is_cache_hit, 0, fresh_input_tokens) as uncached_input_tokens,
        if(is_cache_hit, 0, cache_read_tokens) as cache_read_tokens,
        if(is_cache_hit, 0, cache_write_5m_tokens) as cache_write_5m_tokens,
        if(is_cache_hit, 0, cache_write_1h_tokens) as cache_write_1h_tokens,
        if(is_cache_hit, 0, nullif(unsplit_write_tokens, 0)) as cache_write_unknown_ttl_tokens,
        if(is_cache_hit, 0, visible_tokens) as visible_output_tokens,
        if(is_cache_hit, 0, reasoning_tokens) as reasoning_tokens,
        if(is_cache_hit, 0, input_audio_tokens) as input_audio_tokens,
        if(is_cache_hit, 0, output_audio_tokens) as output_audio_tokens,
        if(is_cache_hit, 0, image_tokens) as image_tokens,
        if(is_cache_hit, 0, web_searches) as web_searches,
        input_tokens as reported_input_tokens,
        output_tokens as reported_output_tokens,
        reported_total_tokens,
        picousd_of_estimate(reported_cost_usd) as reported_cost_picousd,
        provider_id is null as is_request_id_derived,
        stream = 'true' as is_streaming,
        reasoning_tokens is not null as is_output_split,
        is_failure and output_tokens > 0 as is_usage_estimated,
        started_at,
        coalesce(timestamp_of(completionStartTime), timestamp_of_seconds(completionStartTime)) as first_token_at,
        coalesce(timestamp_of(endTime), timestamp_of_seconds(endTime)) as ended_at,
        reject_reason,
        case
            when bad_counter is not null then bad_count_detail(bad_counter)
            when reject_reason = 'bad_cost' then bad_estimate_detail('spend', reported_cost_usd)
            when reject_reason = 'inconsistent_counters' then concat(
                'prompt ', input_tokens, ' leaves ', fresh_input_tokens, ' and completion ', output_tokens, ' leaves ',
                visible_tokens, ' after their parts, expected 0 or more')
            when reject_reason = 'no_model' then 'model is empty, expected the model that answered'
            when reject_reason is not null then bad_time_detail('startTime', startTime)
        end as reject_detail,
    from checked
)

select * from requests
