-- grain: one row per request that a server of our own answered
-- key: file_id, line_no
-- units: Tokens (disjoint meters)
-- source: SGLang request metrics of its file exporter, sglang-request-metrics-*.log, or /generate answers
--         ("meta_info"), one JSON object per line
-- why: the prompt includes what the prefix cache served. The lines name neither model nor customer: the folder of the
--      file names the deployment, which says what it serves; a request that was aborted used the machine all the
--      same.
-- dataset: requests
-- version: 1
-- files: **/*.log, **/*.jsonl
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: id or prompt_tokens or meta_info
-- record:
--    id: VARCHAR
--    prompt_tokens: JSON
--    completion_tokens: JSON
--    cached_tokens: JSON
--    e2e_latency: VARCHAR
--    queue_time: VARCHAR
--    request_received_ts: VARCHAR
--    prefill_finished_time: VARCHAR
--    request_finished_ts: VARCHAR
--    finish_reason: STRUCT("type" VARCHAR)
--    request_parameters: VARCHAR
--    deployment: VARCHAR
--    model: VARCHAR
--    customer_id: VARCHAR
--    meta_info: STRUCT(id VARCHAR, prompt_tokens JSON, completion_tokens JSON, cached_tokens JSON, e2e_latency VARCHAR,
--        request_received_ts VARCHAR, prefill_finished_time VARCHAR, request_finished_ts VARCHAR,
--        finish_reason STRUCT("type" VARCHAR))
with counters as (
    select
        source,
        file_id,
        line_no,
        model as llm_model,
        customer_id as customer_ref,
        coalesce(deployment, nullif(regexp_extract(path, '([^/\\]+)[/\\][^/\\]+$', 1), '')) as deployment,
        coalesce(id, meta_info.id) as answer_id,
        coalesce(finish_reason.type, meta_info.finish_reason.type) as finish_reason,
        coalesce(request_received_ts, meta_info.request_received_ts) as received_seconds,
        coalesce(request_finished_ts, meta_info.request_finished_ts) as finished_seconds,
        coalesce(prefill_finished_time, meta_info.prefill_finished_time) as prefilled_seconds,
        coalesce(e2e_latency, meta_info.e2e_latency) as latency_seconds,
        try(json_text_of(request_parameters) -> '$.sampling_params.max_new_tokens') as max_output_count,
        plain_counters(
            coalesce(prompt_tokens, meta_info.prompt_tokens), coalesce(cached_tokens, meta_info.cached_tokens),
            null::json, coalesce(completion_tokens, meta_info.completion_tokens), null::json, null::json
        ) as counters,
        logged_time_of(coalesce(received_seconds, finished_seconds)) as started_at,
    from source_records
    where coalesce(id, meta_info.id) is not null or coalesce(prompt_tokens, meta_info.prompt_tokens) is not null
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
        inclusive_meters(counts, 0) as meters,
    from read_counters
),

checked as (
    select
        *,
        usage_reject_reason(bad_counter, meters, 'unknown', started_at) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(answer_id, md5(concat_ws('|', deployment, received_seconds, to_json(counts)))) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        customer_ref,
        'self-hosted' as provider,
        'chat' as operation,
        llm_model as response_llm_model,
        deployment,
        finish_reason,
        if(starts_with(finish_reason, 'abort'), 'aborted', null) as error_type,
        'sglang-inclusive-v1' as meter_convention,
        count_of(max_output_count) as max_output_tokens,
        meters.*,
        starts_with(finish_reason, 'abort') as is_cancelled,
        answer_id is null as is_request_id_derived,
        started_at,
        logged_time_of(prefilled_seconds) as first_token_at,
        coalesce(
            logged_time_of(finished_seconds),
            started_at + to_microseconds((try_cast(latency_seconds as decimal(18, 6)) * 1000000)::bigint)
        ) as ended_at,
        reject_reason,
        usage_reject_detail(reject_reason, bad_counter, meters, 'request_received_ts', received_seconds)
            as reject_detail,
    from checked
)

select * from requests
