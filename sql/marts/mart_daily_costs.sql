-- grain: one row per UTC day, reporting day, provider, model, served tier, customer, feature and cost basis
-- key: event_date, reporting_date, provider, llm_model, service_tier, customer_id, feature, cost_basis
-- units: _tokens in Tokens, web_searches and tool_calls_billed in Requests, _usd in USD
-- source: int_costs_by_day
-- why: the table every cost question starts from: what was used, what it costs, and how much of it has no price yet
with int_costs_by_day as (
    select * from int_costs_by_day
),

costs as (
    select
        provider,
        llm_model,
        service_tier,
        customer_id,
        feature,
        'list' as cost_basis,
        'modelled' as cost_evidence,
        requests::bigint as requests,
        attempts::bigint as attempts,
        operations::bigint as operations,
        estimated_requests::bigint as estimated_requests,
        unpriced_requests::bigint as unpriced_requests,
        coalesce(unpriced_tokens, 0)::bigint as unpriced_tokens,
        total_tokens::bigint as total_tokens,
        uncached_input_tokens::bigint as uncached_input_tokens,
        cache_read_tokens::bigint as cache_read_tokens,
        cache_write_5m_tokens::bigint as cache_write_5m_tokens,
        cache_write_1h_tokens::bigint as cache_write_1h_tokens,
        cache_write_unknown_ttl_tokens::bigint as cache_write_unknown_ttl_tokens,
        visible_output_tokens::bigint as visible_output_tokens,
        reasoning_tokens::bigint as reasoning_tokens,
        input_audio_tokens::bigint as input_audio_tokens,
        output_audio_tokens::bigint as output_audio_tokens,
        image_tokens::bigint as image_tokens,
        web_searches::bigint as web_searches,
        tool_calls_billed::bigint as tool_calls_billed,
        usd(uncached_input_cost_picousd) as uncached_input_cost_usd,
        usd(cache_read_cost_picousd) as cache_read_cost_usd,
        usd(cache_write_5m_cost_picousd) as cache_write_5m_cost_usd,
        usd(cache_write_1h_cost_picousd) as cache_write_1h_cost_usd,
        usd(cache_write_unknown_ttl_cost_picousd) as cache_write_unknown_ttl_cost_usd,
        usd(visible_output_cost_picousd) as visible_output_cost_usd,
        usd(reasoning_cost_picousd) as reasoning_cost_usd,
        usd(input_audio_cost_picousd) as input_audio_cost_usd,
        usd(output_audio_cost_picousd) as output_audio_cost_usd,
        usd(image_cost_picousd) as image_cost_usd,
        usd(web_search_cost_picousd) as web_search_cost_usd,
        usd(tool_call_cost_picousd) as tool_call_cost_usd,
        usd(list_cost_picousd) as cost_usd,
        -- No unpriced request: both bounds are 0. A request that nothing bounds leaves the upper bound open.
        case
            when unpriced_requests = 0 then 0
            else usd(unpriced_lower_picousd)
        end as unpriced_cost_lower_usd,
        case
            when unpriced_requests = 0 then 0
            when unbounded_requests = 0 then usd(unpriced_upper_picousd)
        end as unpriced_cost_upper_usd,
        usd(picousd_each(list_cost_picousd, requests - unpriced_requests)) as cost_per_request_usd,
        usd(picousd_each(list_cost_picousd * 1000000, total_tokens - coalesce(unpriced_tokens, 0)))
            as cost_per_million_tokens_usd,
        case
            when unpriced_requests = 0 then usd(picousd_each(operation_cost_picousd, operations))
        end as cost_per_operation_usd,
        event_date,
        reporting_date,
    from int_costs_by_day
)

select * from costs
