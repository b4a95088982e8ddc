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

requests_written as (
    select
        *,
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

read_counters as (
    select
        *,
        counts_of(counters) as counts,
    from requests_written
),

conventions as (
    select
        *,
        bad_counter_of(counters, counts) as bad_counter,
        counts.input is not null as has_usage,
        has_parts_beside_input(counts) or coalesce(body_cache_read > 0 and body_input = counts.input, false)
            as is_exclusive,
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
        coalesce(
            item.request_id, md5(concat_ws('|', item.request_created_at, llm_model, item.user_id, to_json(counts)))
        ) as dedupe_key,
        dedupe_key as request_id,
        'gateway' as observer,
        properties ->> '$."Helicone-Session-Id"' as session_id,
        coalesce(
            properties ->> '$.tenant', properties ->> '$.tenant_id', properties ->> '$.customer',
            properties ->> '$.customer_id'
        ) as customer_ref,
        coalesce(item.request_user_id, item.user_id) as user_id,
        properties ->> '$.feature' as feature,
        helicone_provider_of(item.provider, llm_model) as provider,
        if(contains(item.request_path, 'embeddings'), 'embeddings', 'chat') as operation,
        item.request_model as request_llm_model,
        nullif(llm_model, '') as response_llm_model,
        if(status < 0 or status >= 400, 'status ' || status, null) as error_type,
        helicone_convention_of(is_cache_hit, has_usage, is_exclusive) as meter_convention,
        try(from_json(properties, '"MAP(VARCHAR, VARCHAR)"')) as tags,
        if(status >= 400, status, null) as status_code,
        meters.* exclude (reported_input_tokens, reported_output_tokens, reported_total_tokens),
        counts.input as reported_input_tokens,
        counts.output as reported_output_tokens,
        counts.total as reported_total_tokens,
        picousd_of_estimate(cost_usd) as reported_cost_picousd,
        item.request_id is null as is_request_id_derived,
        started_at,
        started_at + to_milliseconds(count_of(item.time_to_first_token)) as first_token_at,
        coalesce(
            timestamp_of(item.response_created_at),
            started_at + to_milliseconds(count_of(coalesce(item.delay_ms, item.latency)))
        ) as ended_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('cost', cost_usd),
            usage_reject_detail(reject_reason, bad_counter, meters, 'request_created_at', item.request_created_at)
        ) as reject_detail,
    from checked
)

select * from requests
