-- grain: one row per answer of a model
-- key: file_id, line_no
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: OpenCode messages, ~/.local/share/opencode/storage/message/*/msg_*.json, or the same objects one per line
-- why: input leaves the cache out and reasoning stands beside the output; the cost is the client's estimate at list
--      price. A message's file is written again until the answer is complete, so the fullest sighting counts.
-- dataset: requests
-- version: 1
-- files: **/msg_*.json, **/*.jsonl
-- format: json
-- append: whole
-- rewrite: keep
-- requires: role
-- record:
--    id: VARCHAR
--    sessionID: VARCHAR
--    role: VARCHAR
--    modelID: VARCHAR
--    providerID: VARCHAR
--    agent: VARCHAR
--    time: STRUCT(created VARCHAR, completed VARCHAR)
--    error: STRUCT("name" VARCHAR)
--    cost: JSON
--    tokens: STRUCT("input" JSON, "output" JSON, reasoning JSON, total JSON, cache STRUCT("read" JSON, "write" JSON))
with counters as (
    select
        *,
        plain_counters(
            tokens.input, tokens.cache.read, tokens.cache.write, tokens.output, tokens.reasoning, tokens.total
        ) as counters,
        logged_time_of("time".created) as started_at,
    from source_records
    where role = 'assistant'
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
        exclusive_meters(counts, coalesce(counts.reasoning, 0)) as meters,
    from read_counters
),

checked as (
    select
        *,
        if(
            bad_counter is null and is_bad_estimate(cost), 'bad_cost',
            usage_reject_reason(bad_counter, meters, modelID, started_at)
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(id, md5(concat_ws('|', sessionID, "time".created, modelID, to_json(counts)))) as dedupe_key,
        dedupe_key as request_id,
        'agent log' as observer,
        sessionID as session_id,
        concat_ws('/', 'opencode', agent) as agent,
        provider_of(providerID) as provider,
        'chat' as operation,
        modelID as response_llm_model,
        error.name as error_type,
        if(tokens is null, 'opencode-usage-unknown-v1', 'opencode-reasoning-beside-v1') as meter_convention,
        meters.*,
        picousd_of_estimate(cost) as reported_cost_picousd,
        id is null as is_request_id_derived,
        started_at,
        logged_time_of("time".completed) as ended_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('cost', cost),
            usage_reject_detail(reject_reason, bad_counter, meters, 'time.created', "time".created)
        ) as reject_detail,
    from checked
)

select * from requests
