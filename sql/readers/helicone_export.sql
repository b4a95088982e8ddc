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
with calls as (
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
        null::bigint as body_input,
        null::bigint as body_cache_read,
        request_user_id as written_user_id,
        request_user_id as user_id,
        timestamp_of(request_created_at) as started_at,
    from source_records
    where coalesce(request_id, request_created_at, prompt_tokens) is not null
),

requests as (
    select * exclude (tags) from helicone_requests('calls')
)

select * from requests
