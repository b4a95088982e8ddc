-- grain: one row per generation
-- key: file_id, line_no
-- units: Tokens (disjoint meters), Requests (web_searches), 10^-12 USD (reported_cost_picousd)
-- source: OpenRouter generation records, GET /api/v1/generation, {"data": {...}} or the bare object, one per line
-- why: the native counters are billed, the others are a normalised count for comparison; input includes what the
--      cache served, output includes reasoning. What OpenRouter charges is the cost; an upstream's own price stands
--      beside it and is never added. Fallbacks are attempts within one generation; what its own cache answered cost
--      nothing.
-- dataset: requests
-- version: 1
-- files: **/*.jsonl, **/*.ndjson, **/*.json
-- format: ndjson
-- append: tail
-- rewrite: keep
-- requires: id or data.id
-- record:
--    json: JSON
with generations as (
    select
        source,
        file_id,
        line_no,
        from_json(
            coalesce(json -> '$.data', json),
            '{"id": "VARCHAR", "created_at": "VARCHAR", "model": "VARCHAR", "provider_name": "VARCHAR",
            "usage": "JSON", "total_cost": "JSON", "is_byok": "VARCHAR", "native_tokens_prompt": "JSON",
            "native_tokens_completion": "JSON", "native_tokens_reasoning": "JSON", "native_tokens_cached": "JSON",
            "native_tokens_completion_images": "JSON", "num_search_results": "JSON", "latency": "JSON",
            "generation_time": "JSON", "streamed": "VARCHAR", "cancelled": "VARCHAR", "finish_reason": "VARCHAR",
            "service_tier": "VARCHAR", "data_region": "VARCHAR", "external_user": "VARCHAR", "session_id": "VARCHAR",
            "workspace_id": "VARCHAR", "app_id": "VARCHAR", "api_type": "VARCHAR",
            "response_cache_source_id": "VARCHAR"}'
        ) as item,
    from source_records
),

counters as (
    select
        *,
        counters_of(
            item.native_tokens_prompt, null::json, item.native_tokens_cached, null::json, null::json,
            item.native_tokens_completion, item.native_tokens_reasoning, null::json,
            item.native_tokens_completion_images, null::json
        ) as counters,
        item.response_cache_source_id is not null as is_cache_hit,
        coalesce(item.total_cost, item.usage) as cost_usd,
        coalesce(item.model, '') as llm_model,
        timestamp_of(item.created_at) as started_at,
        started_at + to_milliseconds(try_cast(item.latency::varchar as decimal(18, 3))::bigint) as first_token_at,
    from generations
    where item.id is not null
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
        if(is_cache_hit, no_meters(), inclusive_meters(counts, 0)) as meters,
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
        item.id as dedupe_key,
        item.id as request_id,
        'provider' as observer,
        item.session_id as session_id,
        item.external_user as customer_ref,
        item.workspace_id as project_id,
        item.app_id as agent,
        'openrouter' as provider,
        if(item.api_type = 'embeddings', 'embeddings', 'chat') as operation,
        nullif(llm_model, '') as response_llm_model,
        item.provider_name as deployment,
        item.data_region as region,
        item.service_tier as service_tier,
        item.finish_reason as finish_reason,
        case
            when is_cache_hit then 'openrouter-cache-hit-v1'
            when item.native_tokens_prompt is null then 'openrouter-usage-unknown-v1'
            else 'openrouter-inclusive-v1'
        end as meter_convention,
        if(item.is_byok = 'true', map {'byok': 'true'}, null) as tags,
        meters.* exclude (web_searches),
        picousd_of_estimate(cost_usd) as reported_cost_picousd,
        item.streamed = 'true' as is_streaming,
        item.cancelled = 'true' as is_cancelled,
        started_at,
        first_token_at,
        first_token_at + to_milliseconds(try_cast(item.generation_time::varchar as decimal(18, 3))::bigint) as ended_at,
        reject_reason,
        if(
            reject_reason = 'bad_cost',
            bad_estimate_detail('total_cost', cost_usd),
            usage_reject_detail(reject_reason, bad_counter, meters, 'created_at', item.created_at)
        ) as reject_detail,
    from checked
)

select * from requests
