-- kept: parquet by event_date
-- grain: one row per provider call, with its list cost
-- key: dedupe_key
-- units: meters in Tokens or Requests; <meter>_cost_picousd, list_cost_* and effective_cost_picousd in 10^-12 USD
-- source: int_requests_contracted
-- why: the one place where a call gets its cost. A used meter without a price makes the cost NULL with a reason, never
--      0 and never the base price. A cache write without a lifetime gives an interval: the prices of both lifetimes.
with int_requests_contracted as not materialized (
    select * from int_requests_contracted
),

known_costs as (
    select
        *,
        uncached_input_cost_picousd + cache_read_cost_picousd + cache_write_5m_cost_picousd
        + cache_write_1h_cost_picousd + visible_output_cost_picousd + reasoning_cost_picousd
        + input_audio_cost_picousd + output_audio_cost_picousd + image_cost_picousd
        + web_search_cost_picousd + tool_call_cost_picousd
        as known_cost_picousd,
        -- without any counter the usage is unknown, unless the provider refused the call
        coalesce(
                uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
                output_audio_tokens, image_tokens, web_searches, tool_calls_billed
        ) is null and error_type is null and coalesce(status_code, 200) < 400 as is_usage_missing,
        coalesce(
            greatest(
                uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
                output_audio_tokens, image_tokens, web_searches, tool_calls_billed
            ), 0) = 0 as is_nothing_used,
    from int_requests_contracted
),

reasoned as (
    select
        *,
        case
            when is_usage_missing then 'no_usage'
            when is_nothing_used then null
            when llm_model_name is null then 'no_model'
            when book_llm_model is null then 'unknown_model'
            when not is_price_in_force then 'no_price_in_force'
            when not has_price_list then 'unknown_tier'
            when is_out_of_range then 'quantity_out_of_range'
            when known_cost_picousd is null then 'missing_meter_price'
            when cache_write_unknown_ttl_cost_picousd is null then 'unknown_cache_ttl'
        end as unpriced_reason,
    from known_costs
),

priced as (
    select
        *,
        case
            when unpriced_reason is null then known_cost_picousd + cache_write_unknown_ttl_cost_picousd
        end as list_cost_picousd,
        case unpriced_reason
            when 'unknown_cache_ttl' then known_cost_picousd + cache_write_unknown_ttl_tokens * cheapest_write_picousd
        end as least_cost_picousd,
        case unpriced_reason
            when 'unknown_cache_ttl' then known_cost_picousd + cache_write_unknown_ttl_tokens * dearest_write_picousd
        end as most_cost_picousd,
        case when unpriced_reason is distinct from 'no_usage' then contract_cost_picousd end as effective_cost_picousd,
        unpriced_reason is null as is_priced,
    from reasoned
),

requests as (
    select
        dedupe_key, request_id, file_id, trace_id, session_id, operation_id, customer_id, user_id, api_key_id,
        project_id, source, observer, feature, agent, provider, llm_model, request_llm_model, response_llm_model,
        service_tier, priced_service_tier, region, region_class, reasoning_effort, prefix_hash, error_type,
        finish_reason, unpriced_reason, price_source, contract_id, line_no, attempt_no, status_code,
        prompt_tokens, uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
        cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
        output_audio_tokens, image_tokens, web_searches, tool_calls_billed, reported_input_tokens,
        reported_output_tokens, reported_total_tokens, reported_cost_picousd, uncached_input_cost_picousd,
        cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
        cache_write_unknown_ttl_cost_picousd, visible_output_cost_picousd, reasoning_cost_picousd,
        input_audio_cost_picousd, output_audio_cost_picousd, image_cost_picousd, web_search_cost_picousd,
        tool_call_cost_picousd, list_cost_picousd,
        coalesce(list_cost_picousd, least_cost_picousd) as list_cost_lower_picousd,
        coalesce(list_cost_picousd, most_cost_picousd) as list_cost_upper_picousd,
        effective_cost_picousd, avoided_cost_picousd, price_prompt_tokens_from, sightings, commit_no,
        is_attributed, is_batch, is_cancelled, is_output_split, is_usage_estimated, is_service_tier_assumed,
        is_answered_locally, is_priced,
        event_date, started_at, first_token_at, ended_at, price_valid_from, price_known_from,
    from priced
)

select * from requests
