-- grain: one row per answer of the model in a chat
-- key: file_id, line_no, dedupe_key
-- units: Tokens (disjoint meters)
-- source: Gemini CLI chats, ~/.gemini/tmp/*/chats/session-*.json
-- why: by the API's rules input includes what the cache served, and thinking stands beside the output; the file is
--      written anew after every answer, so answers are told apart by session and message. Older versions name no
--      model: such answers are kept, without a price.
-- dataset: requests
-- version: 1
-- files: **/*.json, **/*.jsonl
-- format: json
-- append: whole
-- rewrite: keep
-- requires: sessionId, messages
-- record:
--    sessionId: VARCHAR
--    projectHash: VARCHAR
--    messages: STRUCT(id VARCHAR, "type" VARCHAR, "timestamp" VARCHAR, model VARCHAR, tokens STRUCT(
--        "input" JSON, "output" JSON, cached JSON, thoughts JSON, tool JSON, total JSON))[]
with messages as (
    select
        source,
        file_id,
        line_no,
        coalesce(sessionId, parse_filename(path, true)) as session_id,
        projectHash as project_id,
        unnest(messages) as message,
    from source_records
),

counters as (
    select
        * exclude (message),
        message.id as message_id,
        message.model as llm_model,
        message.timestamp as written_at,
        counters_of(
            message.tokens.input, message.tokens.tool, message.tokens.cached, null::json, null::json,
            message.tokens.output, message.tokens.thoughts, null::json, null::json, message.tokens.total
        ) as counters,
        message.tokens is not null as is_measured,
        timestamp_of(message.timestamp) as started_at,
    from messages
    where message.type = 'gemini'
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
        inclusive_meters(counts, coalesce(counts.reasoning, 0)) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, coalesce(llm_model, 'unknown'), started_at) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        concat_ws(':', session_id, coalesce(message_id, md5(concat_ws('|', written_at, llm_model, to_json(counts)))))
            as dedupe_key,
        dedupe_key as request_id,
        'agent log' as observer,
        session_id,
        project_id,
        'gemini-cli' as agent,
        'google' as provider,
        'chat' as operation,
        llm_model as response_llm_model,
        if(is_measured, 'gemini-thoughts-beside-v1', 'gemini-usage-unknown-v1') as meter_convention,
        meters.*,
        message_id is null as is_request_id_derived,
        started_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'timestamp', written_at) as reject_detail,
    from checked
)

select * from requests
