-- grain: one row per request that went through Helicone
-- key: file_id, line_no, dedupe_key
-- units: Tokens (disjoint meters), 10^-12 USD (reported_cost_picousd)
-- source: Helicone requests as JSON: one per line as its exports write them, pages of its query API ("data"), or rows
--         of its ClickHouse table request_response_rmt
-- why: nobody says whether the prompt of an Anthropic row holds the cache: parts larger than the prompt, the total,
--      or the answer's own usage tell it. ClickHouse counts money in 10^-9 USD. What Helicone's own cache answered
--      cost nothing, and rows are updated in place, so the fullest sighting counts.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: request_id or prompt_tokens or data[].request_id or data[].prompt_tokens
-- record:
--    json: JSON
with documents as (
    select
        source,
        file_id,
        line_no,
        unnest(coalesce(try_cast(json -> '$.data' as json[]), [json])) as request,
    from source_records
),

written as (
    select
        source,
        file_id,
        line_no,
        from_json(
            request,
            '{"request_id": "VARCHAR", "response_id": "VARCHAR", "request_created_at": "VARCHAR",
            "response_created_at": "VARCHAR", "response_status": "VARCHAR", "status": "VARCHAR", "provider": "VARCHAR",
            "model": "VARCHAR", "request_model": "VARCHAR", "response_model": "VARCHAR", "model_override": "VARCHAR",
            "prompt_tokens": "JSON", "completion_tokens": "JSON", "total_tokens": "JSON",
            "prompt_cache_write_tokens": "JSON", "prompt_cache_read_tokens": "JSON", "prompt_audio_tokens": "JSON",
            "completion_audio_tokens": "JSON", "reasoning_tokens": "JSON", "cost": "JSON", "costUSD": "JSON",
            "latency": "JSON", "delay_ms": "JSON", "time_to_first_token": "JSON", "request_user_id": "VARCHAR",
            "user_id": "VARCHAR", "request_path": "VARCHAR", "organization_id": "VARCHAR", "request_properties": "JSON",
            "properties": "JSON", "cache_reference_id": "VARCHAR", "response_body": "JSON"}'
        ) as item,
    from documents
),

calls as (
    select
        source,
        file_id,
        line_no,
        item.request_id as request_id,
        item.request_created_at as request_created_at,
        item.response_created_at as response_created_at,
        item.user_id as written_user_id,
        coalesce(item.request_user_id, item.user_id) as user_id,
        item.provider as provider,
        item.request_path as request_path,
        item.request_model as request_model,
        item.time_to_first_token as time_to_first_token,
        coalesce(item.delay_ms, item.latency) as delay_ms,
        coalesce(item.request_properties, item.properties) as properties,
        coalesce(item.response_model, item.model_override, item.request_model, item.model, '') as llm_model,
        try_cast(coalesce(item.response_status, item.status) as bigint) as status,
        coalesce(item.cache_reference_id, '00000000-0000-0000-0000-000000000000')
            <> '00000000-0000-0000-0000-000000000000' as is_cache_hit,
        -- only the table's rows name the organization; they count money in 10^-9 USD
        coalesce(
            item.costUSD::varchar,
            if(
                item.organization_id is null,
                item.cost::varchar,
                (try_cast(whole_units_of(item.cost::varchar) as decimal(20, 0)) * 0.000000001::decimal(10, 9))::varchar
            )
        ) as cost_usd,
        counters_of(
            item.prompt_tokens, null::json, item.prompt_cache_read_tokens, item.prompt_cache_write_tokens,
            item.prompt_audio_tokens, item.completion_tokens, item.reasoning_tokens, item.completion_audio_tokens,
            null::json, item.total_tokens
        ) as counters,
        count_of(item.response_body -> '$.usage.input_tokens') as body_input,
        count_of(item.response_body -> '$.usage.cache_read_input_tokens') as body_cache_read,
        timestamp_of(item.request_created_at) as started_at,
    from written
    where item.request_id is not null or item.prompt_tokens is not null
),

requests as (
    select * from helicone_requests('calls')
)

select * from requests
