-- grain: one row per model call that a session file counts; a fork repeats the calls of its parent
-- key: file_id, line_no
-- units: Tokens (disjoint meters)
-- source: Codex CLI session files, ~/.codex/sessions/**/rollout-*.jsonl
-- why: token_count events carry the cumulative totals of the session beside those of the last call, are repeated on
--      every refresh, and forked files begin with a replay of their parent; calls are told apart by the session that
--      made them and its totals at that moment. Model, effort and session stand in earlier lines of the file. The
--      file is long because context, replays and growth each need a step.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl
-- format: ndjson
-- append: whole
-- rewrite: keep
-- requires: payload
-- record:
--    timestamp: VARCHAR
--    type: VARCHAR
--    payload: STRUCT(type VARCHAR, id VARCHAR, cwd VARCHAR, model VARCHAR, effort VARCHAR, model_provider VARCHAR,
--        forked_from_id VARCHAR, source VARCHAR, agent_role VARCHAR, turn_id VARCHAR, response_id VARCHAR,
--        service_tier VARCHAR, collaboration_mode STRUCT(settings STRUCT(reasoning_effort VARCHAR)),
--        "usage" STRUCT(input_tokens JSON, cached_input_tokens JSON, cache_write_input_tokens JSON,
--        output_tokens JSON, reasoning_output_tokens JSON, total_tokens JSON),
--        info STRUCT(model VARCHAR,
--        last_token_usage STRUCT(input_tokens JSON, cached_input_tokens JSON, cache_write_input_tokens JSON,
--        output_tokens JSON, reasoning_output_tokens JSON, total_tokens JSON),
--        total_token_usage STRUCT(input_tokens JSON, cached_input_tokens JSON, cache_write_input_tokens JSON,
--        output_tokens JSON, reasoning_output_tokens JSON, total_tokens JSON)))
with recursive context_lines as (
    select
        source,
        file_id,
        path,
        line_no,
        "timestamp" as written_at,
        timestamp_of("timestamp") as started_at,
        payload,
        coalesce(payload.usage, payload.info.last_token_usage) as last_call,
        payload.info.total_token_usage as total,
        type = 'token_usage_record' as is_usage_record,
        if(
            type = 'session_meta',
            {
                'id': payload.id,
                'parent_id': coalesce(
                    payload.forked_from_id,
                    try(json_extract_string(payload.source, '$.subagent.thread_spawn.parent_thread_id'))
                ),
                'provider': payload.model_provider,
                'role': payload.agent_role,
                'is_sub_agent': contains(payload.source, 'subagent'),
                'started_at': timestamp_of("timestamp"),
            },
            null
        ) as session,
    from source_records
    where type in ('session_meta', 'turn_context', 'token_usage_record')
        or payload.type in ('token_count', 'thread_settings_applied')
),

lines_in_context as (
    select
        * replace (first_value(session ignore nulls) over file_so_far as session),
        last_value(payload.cwd ignore nulls) over file_so_far as cwd,
        last_value(payload.turn_id ignore nulls) over file_so_far as turn_id,
        last_value(payload.service_tier ignore nulls) over file_so_far as service_tier,
        coalesce(payload.info.model, last_value(payload.model ignore nulls) over file_so_far) as llm_model,
        last_value(coalesce(payload.effort, payload.collaboration_mode.settings.reasoning_effort) ignore nulls)
            over file_so_far as reasoning_effort,
    from context_lines
    window file_so_far as (
        partition by file_id order by line_no rows between unbounded preceding and current row
    )
),

events as (
    select
        * exclude (payload),
        payload.response_id as response_id,
        lag(total ignore nulls) over earlier_in_file as previous_total,
        bool_or(is_usage_record) over (partition by file_id, last_call.input_tokens, last_call.output_tokens)
            as has_usage_record,
        coalesce(session.id, parse_filename(path, true)) as session_id,
        -- a replay is written in the second the fork starts, or keeps its older times
        session.parent_id is not null
        and date_trunc('second', started_at) <= date_trunc('second', session.started_at) as is_replay,
    from lines_in_context
    where last_call is not null or total is not null
    window earlier_in_file as (partition by file_id, is_usage_record order by line_no)
),

calls as (
    select
        *,
        last_call is null as is_growth,
        coalesce(count_of(total.total_tokens) < count_of(previous_total.total_tokens), false) as is_restart,
        nullif(
            concat_ws(
                '/', total.input_tokens, total.cached_input_tokens, total.output_tokens,
                total.reasoning_output_tokens, total.total_tokens),
            ''
        ) as totals_key,
    from events
    -- unchanged totals are the same event shown again; a usage record says the same call better
    where (total is null or total is distinct from previous_total)
        and (is_usage_record or not has_usage_record)
),

-- A session forked from a fork replays its grandparent too: the owner is the oldest session known to replay the call.
owners as (
    select
        file_id,
        line_no,
        totals_key,
        session.parent_id as owner_id,
        1 as generation,
    from calls
    where is_replay and totals_key is not null
    union all
    select
        owners.file_id,
        owners.line_no,
        owners.totals_key,
        older_replays.session.parent_id as owner_id,
        owners.generation + 1 as generation,
    from owners
    inner join calls as older_replays
        on owners.owner_id = older_replays.session_id
        and owners.totals_key = older_replays.totals_key
        and older_replays.is_replay
    where owners.generation < 100
),

oldest_owners as (
    select
        file_id,
        line_no,
        arg_max(owner_id, generation) as owner_id,
    from owners
    group by file_id, line_no
),

counters as (
    select
        calls.* exclude (session_id),
        coalesce(oldest_owners.owner_id, calls.session_id) as session_id,
        if(is_growth, total, last_call) as written,
        if(
            is_growth,
            counter_growth(total.input_tokens, previous_total.input_tokens, is_restart),
            count_of(last_call.input_tokens)
        ) as input_tokens,
        if(
            is_growth,
            counter_growth(total.cached_input_tokens, previous_total.cached_input_tokens, is_restart),
            count_of(last_call.cached_input_tokens)
        ) as cache_read_tokens,
        if(
            is_growth,
            counter_growth(total.cache_write_input_tokens, previous_total.cache_write_input_tokens, is_restart),
            count_of(last_call.cache_write_input_tokens)
        ) as cache_write_tokens,
        if(
            is_growth,
            counter_growth(total.output_tokens, previous_total.output_tokens, is_restart),
            count_of(last_call.output_tokens)
        ) as output_tokens,
        if(
            is_growth,
            counter_growth(total.reasoning_output_tokens, previous_total.reasoning_output_tokens, is_restart),
            count_of(last_call.reasoning_output_tokens)
        ) as reasoning_tokens,
        if(
            is_growth,
            counter_growth(total.total_tokens, previous_total.total_tokens, is_restart),
            count_of(last_call.total_tokens)
        ) as total_tokens,
    from calls
    left join oldest_owners
        on calls.file_id = oldest_owners.file_id
        and calls.line_no = oldest_owners.line_no
),

parsed as (
    select
        *,
        input_tokens - coalesce(cache_read_tokens, 0) - coalesce(cache_write_tokens, 0) as fresh_input_tokens,
        output_tokens - coalesce(reasoning_tokens, 0) as visible_tokens,
        least(input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, reasoning_tokens) as least_tokens,
        first_bad_count(
            [
                'input_tokens', 'cached_input_tokens', 'cache_write_input_tokens', 'output_tokens',
                'reasoning_output_tokens', 'total_tokens',
            ],
            [
                written.input_tokens, written.cached_input_tokens, written.cache_write_input_tokens,
                written.output_tokens, written.reasoning_output_tokens, written.total_tokens,
            ]
        ) as bad_counter,
    from counters
),

checked as (
    select
        *,
        case
            when bad_counter is not null then bad_count_reason(bad_counter.written)
            when fresh_input_tokens < 0 or visible_tokens < 0 or least_tokens < 0 then 'inconsistent_counters'
            when coalesce(llm_model, '') = '' then 'no_model'
            else bad_time_reason(started_at)
        end as reject_reason,
    from parsed
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(response_id, concat_ws(':', session_id, coalesce(totals_key, written_at))) as dedupe_key,
        dedupe_key as request_id,
        'agent log' as observer,
        session_id,
        turn_id as operation_id,
        if(split_part(cwd, '/', 2) in ('Users', 'home'), nullif(split_part(cwd, '/', 3), ''), null) as user_id,
        cwd as project_id,
        if(session.is_sub_agent, concat_ws('/', 'codex', coalesce(session.role, 'sub-agent')), 'codex') as agent,
        coalesce(provider_of(session.provider), 'openai') as provider,
        'chat' as operation,
        llm_model as response_llm_model,
        -- the client's "fast" is the provider's priority tier
        if(service_tier = 'fast', 'priority', service_tier) as service_tier,
        reasoning_effort,
        'codex-inclusive-v1' as meter_convention,
        fresh_input_tokens as uncached_input_tokens,
        cache_read_tokens,
        cache_write_tokens as cache_write_unknown_ttl_tokens,
        visible_tokens as visible_output_tokens,
        reasoning_tokens,
        input_tokens as reported_input_tokens,
        output_tokens as reported_output_tokens,
        total_tokens as reported_total_tokens,
        response_id is null as is_request_id_derived,
        reasoning_tokens is not null as is_output_split,
        started_at,
        reject_reason,
        case
            when bad_counter is not null then bad_count_detail(bad_counter)
            when reject_reason = 'inconsistent_counters' then concat(
                'input ', input_tokens, ' leaves ', fresh_input_tokens, ' and output ', output_tokens, ' leaves ',
                visible_tokens, ' after their parts, expected 0 or more')
            when reject_reason = 'no_model' then 'no turn_context names a model before the event'
            when reject_reason is not null then bad_time_detail('timestamp', written_at)
        end as reject_detail,
    from checked
)

select * from requests
