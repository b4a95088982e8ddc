-- grain: one row per answer of a model
-- key: file_id, line_no
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Pi sessions, ~/.pi/agent/sessions/**/*.jsonl
-- why: input leaves the cache out and reasoning is part of the output; the session stands in the first line. A branch
--      copies the entries before it into a file of its own, so an entry is told by its id, its time and its usage,
--      not by its session.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl
-- format: ndjson
-- lines: "usage", "session"
-- append: whole
-- rewrite: keep
-- requires: type
-- record:
--    type: VARCHAR
--    id: VARCHAR
--    timestamp: VARCHAR
--    cwd: VARCHAR
--    message: STRUCT(role VARCHAR, model VARCHAR, provider VARCHAR, stopReason VARCHAR, responseId VARCHAR,
--        usage STRUCT("input" JSON, "output" JSON, cacheRead JSON, cacheWrite JSON, reasoning JSON, totalTokens JSON,
--        cost STRUCT(total JSON)))
with lines_in_session as (
    select
        *,
        coalesce(
            last_value(if("type" = 'session', id, null) ignore nulls) over file_so_far, parse_filename(path, true)
        ) as session_id,
        last_value(if("type" = 'session', cwd, null) ignore nulls) over file_so_far as session_cwd,
        message.usage as usage,
        message.usage.cost.total as cost_usd,
        message.model as llm_model,
        "timestamp" as written_at,
    from source_records
    window file_so_far as (
        partition by file_id order by line_no rows between unbounded preceding and current row
    )
),

counters as (
    select
        *,
        plain_counters(
            usage.input, usage.cacheRead, usage.cacheWrite, usage.output, usage.reasoning, usage.totalTokens
        ) as counters,
        timestamp_of(written_at) as started_at,
    from lines_in_session
    where message.role = 'assistant' and usage is not null
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
        exclusive_meters(counts, 0) as meters,
    from read_counters
),

checked as (
    select
        *,
        if(
            bad_counter is null and is_bad_estimate(cost_usd), 'bad_cost',
            usage_reject_reason(bad_counter, meters, llm_model, started_at)
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(message.responseId, concat_ws(':', 'pi', id, written_at, md5(to_json(counts)::varchar)))
            as dedupe_key,
        dedupe_key as request_id,
        'agent log' as observer,
        session_id,
        if(split_part(session_cwd, '/', 2) in ('Users', 'home'), nullif(split_part(session_cwd, '/', 3), ''), null)
            as user_id,
        session_cwd as project_id,
        'pi' as agent,
        provider_of(message.provider) as provider,
        'chat' as operation,
        llm_model as response_llm_model,
        message.stopReason as finish_reason,
        'pi-exclusive-v1' as meter_convention,
        meters.*,
        picousd_of_estimate(cost_usd) as reported_cost_picousd,
        message.responseId is null as is_request_id_derived,
        started_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('usage.cost.total', cost_usd),
            usage_reject_detail(reject_reason, bad_counter, meters, 'timestamp', written_at)
        ) as reject_detail,
    from checked
)

select * from requests
