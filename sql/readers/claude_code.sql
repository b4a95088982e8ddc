-- grain: one row per transcript line that carries the usage of a provider call; a call has several lines
-- key: file_id, line_no
-- units: Tokens (disjoint meters), Requests (web_searches), 10^-12 USD (reported_cost_picousd)
-- source: Claude Code session files, ~/.claude/projects/**/*.jsonl
-- why: one call is written once per content block and again in resumed sessions, with an output counter that grows
--      while the answer streams; every sighting is kept under the message id and staging takes the fullest one.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl
-- format: ndjson
-- lines: "usage", "inputTokens", "outputTokens"
-- append: tail
-- rewrite: keep
-- requires: sessionId or uuid or message.usage or data.message or inputTokens or outputTokens
-- record:
--    timestamp: VARCHAR
--    sessionId: VARCHAR
--    requestId: VARCHAR
--    uuid: VARCHAR
--    isSidechain: VARCHAR
--    agentId: VARCHAR
--    isApiErrorMessage: VARCHAR
--    cwd: VARCHAR
--    costUSD: JSON
--    inputTokens: JSON
--    outputTokens: JSON
--    cacheCreationInputTokens: JSON
--    cacheReadInputTokens: JSON
--    message: STRUCT(id VARCHAR, model VARCHAR, stop_reason VARCHAR, usage STRUCT(
--        input_tokens JSON, output_tokens JSON, cache_creation_input_tokens JSON, cache_read_input_tokens JSON,
--        cache_creation STRUCT(ephemeral_5m_input_tokens JSON, ephemeral_1h_input_tokens JSON),
--        output_tokens_details STRUCT(thinking_tokens JSON), server_tool_use STRUCT(web_search_requests JSON),
--        service_tier VARCHAR, speed VARCHAR, inference_geo VARCHAR))
--    data: STRUCT(agentId VARCHAR, message STRUCT("timestamp" VARCHAR, requestId VARCHAR, uuid VARCHAR,
--        message STRUCT(id VARCHAR, model VARCHAR, stop_reason VARCHAR, usage STRUCT(
--        input_tokens JSON, output_tokens JSON, cache_creation_input_tokens JSON, cache_read_input_tokens JSON,
--        cache_creation STRUCT(ephemeral_5m_input_tokens JSON, ephemeral_1h_input_tokens JSON),
--        output_tokens_details STRUCT(thinking_tokens JSON), server_tool_use STRUCT(web_search_requests JSON),
--        service_tier VARCHAR, speed VARCHAR, inference_geo VARCHAR))))
with lines_with_usage as (
    select
        source,
        file_id,
        line_no,
        sessionId as session_id,
        split_part(cwd, '/', 2) in ('Users', 'home') as is_home_path,
        cwd,
        costUSD as reported_cost_usd,
        isApiErrorMessage = 'true' as is_error_text,
        data.message.message.usage is not null or isSidechain = 'true' as is_sub_agent,
        -- a progress line repeats a sub-agent's message with the sub-agent's own time and ids
        coalesce(data.agentId, agentId) as agent_id,
        coalesce(data.message.timestamp, "timestamp") as written_at,
        coalesce(data.message.message.id, message.id) as message_id,
        coalesce(data.message.uuid, uuid) as line_uuid,
        coalesce(data.message.message.model, message.model) as llm_model,
        coalesce(data.message.message.stop_reason, message.stop_reason) as stop_reason,
        coalesce(data.message.message.usage, message.usage) as usage,
        inputTokens as legacy_input,
        outputTokens as legacy_output,
        cacheCreationInputTokens as legacy_cache_write,
        cacheReadInputTokens as legacy_cache_read,
    from source_records
    where message.usage is not null
        or data.message.message.usage is not null
        or inputTokens is not null
        or outputTokens is not null
),

counters as (
    select
        *,
        coalesce(usage.input_tokens, legacy_input) as input_count,
        coalesce(usage.output_tokens, legacy_output) as output_count,
        coalesce(usage.cache_read_input_tokens, legacy_cache_read) as cache_read_count,
        coalesce(usage.cache_creation_input_tokens, legacy_cache_write) as cache_write_count,
        usage.cache_creation.ephemeral_5m_input_tokens as cache_write_5m_count,
        usage.cache_creation.ephemeral_1h_input_tokens as cache_write_1h_count,
        usage.output_tokens_details.thinking_tokens as thinking_count,
        usage.server_tool_use.web_search_requests as web_search_count,
        timestamp_of(written_at) as started_at,
    from lines_with_usage
),

parsed as (
    select
        *,
        count_of(input_count) as input_tokens,
        count_of(output_count) as output_tokens,
        count_of(cache_read_count) as cache_read_tokens,
        count_of(cache_write_count) as cache_write_tokens,
        count_of(cache_write_5m_count) as cache_write_5m_tokens,
        count_of(cache_write_1h_count) as cache_write_1h_tokens,
        count_of(thinking_count) as thinking_tokens,
        count_of(web_search_count) as web_searches,
        coalesce(cache_write_5m_tokens, 0) + coalesce(cache_write_1h_tokens, 0) as split_write_tokens,
        cache_write_5m_tokens is null and cache_write_1h_tokens is null as is_write_unsplit,
    from counters
    -- placeholders that the client writes itself were no call; with usage they would be an unknown model
    where llm_model is distinct from '<synthetic>'
        or coalesce(input_tokens, 0) <> 0
        or coalesce(output_tokens, 0) <> 0
),

counted as (
    select
        *,
        if(
            is_unread(input_count, input_tokens) or is_unread(output_count, output_tokens)
            or is_unread(cache_read_count, cache_read_tokens) or is_unread(cache_write_count, cache_write_tokens)
            or is_unread(cache_write_5m_count, cache_write_5m_tokens)
            or is_unread(cache_write_1h_count, cache_write_1h_tokens)
            or is_unread(thinking_count, thinking_tokens) or is_unread(web_search_count, web_searches),
            first_bad_count(
                [
                    'input_tokens', 'output_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens',
                    'ephemeral_5m_input_tokens', 'ephemeral_1h_input_tokens', 'thinking_tokens',
                    'web_search_requests',
                ],
                [
                    input_count, output_count, cache_read_count, cache_write_count,
                    cache_write_5m_count, cache_write_1h_count, thinking_count,
                    web_search_count,
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
            when split_write_tokens > coalesce(cache_write_tokens, split_write_tokens)
                or thinking_tokens > coalesce(output_tokens, 0) then 'inconsistent_counters'
            when coalesce(llm_model, '') = '' then 'no_model'
            else bad_time_reason(started_at)
        end as reject_reason,
    from counted
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(
            message_id,
            line_uuid,
            md5(concat_ws('|', session_id, written_at, llm_model, input_count, output_count))
        ) as dedupe_key,
        dedupe_key as request_id,
        'agent log' as observer,
        session_id,
        if(is_home_path, nullif(split_part(cwd, '/', 3), ''), null) as user_id,
        cwd as project_id,
        if(is_sub_agent, concat_ws('/', 'claude-code', coalesce(agent_id, 'sub-agent')), 'claude-code') as agent,
        'anthropic' as provider,
        'chat' as operation,
        llm_model as response_llm_model,
        nullif(usage.inference_geo, 'not_available') as region,
        if(usage.speed = 'fast', 'fast', usage.service_tier) as service_tier,
        if(is_error_text, 'api_error', null) as error_type,
        stop_reason as finish_reason,
        'anthropic-exclusive-v1' as meter_convention,
        input_tokens as uncached_input_tokens,
        cache_read_tokens,
        -- without a split the writes are 5-minute ones: versions before the 1-hour cache wrote none
        if(is_write_unsplit, cache_write_tokens, cache_write_5m_tokens) as cache_write_5m_tokens,
        cache_write_1h_tokens,
        if(is_write_unsplit, null, nullif(cache_write_tokens - split_write_tokens, 0))
            as cache_write_unknown_ttl_tokens,
        output_tokens - coalesce(thinking_tokens, 0) as visible_output_tokens,
        thinking_tokens as reasoning_tokens,
        web_searches,
        input_tokens as reported_input_tokens,
        output_tokens as reported_output_tokens,
        picousd_of_estimate(reported_cost_usd) as reported_cost_picousd,
        message_id is null and line_uuid is null as is_request_id_derived,
        usage.service_tier = 'batch' as is_batch,
        thinking_tokens is not null as is_output_split,
        started_at,
        reject_reason,
        case
            when bad_counter is not null then bad_count_detail(bad_counter)
            when reject_reason = 'bad_cost' then bad_estimate_detail('costUSD', reported_cost_usd)
            when reject_reason = 'inconsistent_counters' then concat(
                'cache writes ', cache_write_tokens, ' with parts ', split_write_tokens, ' and output ', output_tokens,
                ' with thinking ', thinking_tokens, ', expected the parts within their total')
            when reject_reason = 'no_model' then 'message.model is absent, expected the model that answered'
            when reject_reason is not null then bad_time_detail('timestamp', written_at)
        end as reject_detail,
    from checked
)

select * from requests
