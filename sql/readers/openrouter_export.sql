-- grain: one row per generation
-- key: file_id, line_no
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: OpenRouter activity export of the dashboard, CSV
-- why: here the counters are the native, billed ones; input includes what the cache served, output includes
--      reasoning. cost_total is what OpenRouter charges and holds the other cost columns; the upstream's bill for an
--      own key (byok_usage_inference) is not OpenRouter's and never added. Times without zone are UTC.
-- dataset: requests
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: keep
-- record:
--    generation_id: VARCHAR required
--    created_at: VARCHAR required
--    cost_total: VARCHAR required
--    byok_usage_inference: VARCHAR
--    tokens_prompt: VARCHAR required
--    tokens_completion: VARCHAR required
--    tokens_reasoning: VARCHAR
--    tokens_cached: VARCHAR
--    model_permaslug: VARCHAR required
--    provider_name: VARCHAR
--    variant: VARCHAR
--    cancelled: VARCHAR
--    streamed: VARCHAR
--    user: VARCHAR
--    finish_reason_normalized: VARCHAR
--    generation_time_ms: VARCHAR
--    time_to_first_token_ms: VARCHAR
--    api_key_name: VARCHAR
--    app_name: VARCHAR
with counters as (
    select
        *,
        plain_counters(
            tokens_prompt, tokens_cached, null::varchar, tokens_completion, tokens_reasoning, null::varchar
        ) as counters,
        coalesce(model_permaslug, '') as llm_model,
        timestamp_of(created_at) as started_at,
    from source_records
    where coalesce(generation_id, created_at) is not null
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
        if(
            bad_counter is null and is_bad_estimate(cost_total), 'bad_cost',
            usage_reject_reason(bad_counter, meters, llm_model, started_at)
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(generation_id, md5(concat_ws('|', created_at, llm_model, user, to_json(counts)))) as dedupe_key,
        dedupe_key as request_id,
        'provider' as observer,
        "user" as customer_ref,
        api_key_name as api_key_id,
        app_name as agent,
        'openrouter' as provider,
        'chat' as operation,
        concat_ws(':', nullif(llm_model, ''), variant) as request_llm_model,
        nullif(llm_model, '') as response_llm_model,
        provider_name as deployment,
        finish_reason_normalized as finish_reason,
        'openrouter-inclusive-v1' as meter_convention,
        if(
            try_cast(byok_usage_inference as decimal(18, 12)) > 0, map {'byok': 'true'}, null
        ) as tags,
        meters.*,
        picousd_of_estimate(cost_total) as reported_cost_picousd,
        generation_id is null as is_request_id_derived,
        streamed = 'true' as is_streaming,
        cancelled = 'true' as is_cancelled,
        started_at,
        started_at + to_milliseconds(count_of(time_to_first_token_ms)) as first_token_at,
        started_at + to_milliseconds(count_of(generation_time_ms)) as ended_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('cost_total', cost_total),
            usage_reject_detail(reject_reason, bad_counter, meters, 'created_at', created_at)
        ) as reject_detail,
    from checked
)

select * from requests
