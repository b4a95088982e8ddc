-- grain: one row per request that went through Helicone
-- key: file_id, line_no
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Helicone requests exported as CSV, under the names of its API; the user chooses the columns
-- why: the same rows as in the JSON exports, without the answers' bodies: parts larger than the prompt, or the total,
--      tell whether the prompt holds the cache. What Helicone's own cache answered cost nothing. Times without zone
--      are taken for UTC.
-- dataset: requests
-- version: 1
-- files: **/*.csv
-- format: csv
-- append: whole
-- rewrite: keep
-- record:
--    request_id: VARCHAR required
--    request_created_at: VARCHAR required
--    response_created_at: VARCHAR
--    response_status: VARCHAR
--    provider: VARCHAR
--    model: VARCHAR
--    request_model: VARCHAR
--    response_model: VARCHAR
--    model_override: VARCHAR
--    prompt_tokens: VARCHAR required
--    completion_tokens: VARCHAR required
--    total_tokens: VARCHAR
--    prompt_cache_write_tokens: VARCHAR
--    prompt_cache_read_tokens: VARCHAR
--    prompt_audio_tokens: VARCHAR
--    completion_audio_tokens: VARCHAR
--    reasoning_tokens: VARCHAR
--    cost: VARCHAR
--    costUSD: VARCHAR
--    delay_ms: VARCHAR
--    time_to_first_token: VARCHAR
--    request_user_id: VARCHAR
--    request_path: VARCHAR
--    request_properties: VARCHAR
--    properties: VARCHAR
--    cache_reference_id: VARCHAR
with counters as (
    select
        * exclude (properties),
        try_cast(json_text_of(coalesce(request_properties, properties)) as json) as properties,
        coalesce(response_model, model_override, request_model, model, '') as llm_model,
        try_cast(response_status as bigint) as status,
        coalesce(cache_reference_id, '00000000-0000-0000-0000-000000000000')
            <> '00000000-0000-0000-0000-000000000000' as is_cache_hit,
        coalesce(costUSD, cost) as cost_usd,
        counters_of(
            prompt_tokens, null::varchar, prompt_cache_read_tokens, prompt_cache_write_tokens, prompt_audio_tokens,
            completion_tokens, reasoning_tokens, completion_audio_tokens, null::varchar, total_tokens
        ) as counters,
        timestamp_of(request_created_at) as started_at,
    from source_records
    where coalesce(request_id, request_created_at, prompt_tokens) is not null
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
        counts.input is not null as has_usage,
        has_parts_beside_input(counts) as is_exclusive,
    from read_counters
),

measured as (
    select
        *,
        case
            when is_cache_hit then no_meters()
            when is_exclusive then exclusive_meters(counts, 0)
            else inclusive_meters(counts, 0)
        end as meters,
    from conventions
),

checked as (
    select
        *,
        if(
            bad_counter is null and is_bad_estimate(cost_usd), 'bad_cost',
            usage_reject_reason(
                bad_counter, meters, if(has_usage, llm_model, coalesce(nullif(llm_model, ''), 'unknown')), started_at
            )
        ) as reject_reason,
    from measured
),

requests as (
    select
        source,
        file_id,
        line_no,
        coalesce(request_id, md5(concat_ws('|', request_created_at, llm_model, request_user_id, to_json(counts))))
            as dedupe_key,
        dedupe_key as request_id,
        'gateway' as observer,
        properties ->> '$."Helicone-Session-Id"' as session_id,
        coalesce(
            properties ->> '$.tenant', properties ->> '$.tenant_id', properties ->> '$.customer',
            properties ->> '$.customer_id'
        ) as customer_ref,
        request_user_id as user_id,
        properties ->> '$.feature' as feature,
        helicone_provider_of(provider, llm_model) as provider,
        if(contains(request_path, 'embeddings'), 'embeddings', 'chat') as operation,
        request_model as request_llm_model,
        nullif(llm_model, '') as response_llm_model,
        if(status < 0 or status >= 400, 'status ' || status, null) as error_type,
        helicone_convention_of(is_cache_hit, has_usage, is_exclusive) as meter_convention,
        if(status >= 400, status, null) as status_code,
        meters.* exclude (reported_input_tokens, reported_output_tokens, reported_total_tokens),
        counts.input as reported_input_tokens,
        counts.output as reported_output_tokens,
        counts.total as reported_total_tokens,
        picousd_of_estimate(cost_usd) as reported_cost_picousd,
        request_id is null as is_request_id_derived,
        started_at,
        started_at + to_milliseconds(count_of(time_to_first_token)) as first_token_at,
        coalesce(timestamp_of(response_created_at), started_at + to_milliseconds(count_of(delay_ms))) as ended_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('cost', cost_usd),
            usage_reject_detail(reject_reason, bad_counter, meters, 'request_created_at', request_created_at)
        ) as reject_detail,
    from checked
)

select * from requests
