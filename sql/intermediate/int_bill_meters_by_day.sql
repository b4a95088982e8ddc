-- grain: one row per UTC day, reporting day, provider, model, served tier and feature with priced calls
-- key: event_date, reporting_date, provider, llm_model, service_tier, feature
-- units: _tokens in Tokens, web_searches and tool_calls_billed in Requests, _picousd in 10^-12 USD at list price
-- source: int_requests_priced
-- why: why a bill changed is asked of quantities and costs of the same calls, so both are those of fully priced ones;
--      calls whose answer was not used (failed, or given up) are kept apart, because they pay for nothing
-- kept: table by event_date
with settings as (
    select * from settings
),

calls as (
    select
        requests.*,
        is_wasted_call(error_type, status_code, is_cancelled) as is_wasted,
        reporting_day(requests.event_date, requests.started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced as requests
    cross join settings
    where requests.is_priced
),

summed as (
    select
        coalesce(provider, '(not reported)') as provider,
        coalesce(llm_model, '(not reported)') as llm_model,
        sold_tier(service_tier, is_batch) as service_tier,
        coalesce(feature, '(not reported)') as feature,
        count(*) filter (not is_wasted) as requests,
        count(*) filter (is_wasted) as wasted_requests,
        coalesce(sum(uncached_input_tokens) filter (not is_wasted), 0) as uncached_input_tokens,
        coalesce(sum(cache_read_tokens) filter (not is_wasted), 0) as cache_read_tokens,
        coalesce(sum(cache_write_5m_tokens) filter (not is_wasted), 0) as cache_write_5m_tokens,
        coalesce(sum(cache_write_1h_tokens) filter (not is_wasted), 0) as cache_write_1h_tokens,
        coalesce(sum(cache_write_unknown_ttl_tokens) filter (not is_wasted), 0) as cache_write_unknown_ttl_tokens,
        coalesce(sum(visible_output_tokens) filter (not is_wasted), 0) as visible_output_tokens,
        coalesce(sum(reasoning_tokens) filter (not is_wasted), 0) as reasoning_tokens,
        coalesce(sum(input_audio_tokens) filter (not is_wasted), 0) as input_audio_tokens,
        coalesce(sum(output_audio_tokens) filter (not is_wasted), 0) as output_audio_tokens,
        coalesce(sum(image_tokens) filter (not is_wasted), 0) as image_tokens,
        coalesce(sum(web_searches) filter (not is_wasted), 0) as web_searches,
        coalesce(sum(tool_calls_billed) filter (not is_wasted), 0) as tool_calls_billed,
        coalesce(sum(uncached_input_cost_picousd) filter (not is_wasted), 0) as uncached_input_cost_picousd,
        coalesce(sum(cache_read_cost_picousd) filter (not is_wasted), 0) as cache_read_cost_picousd,
        coalesce(sum(cache_write_5m_cost_picousd) filter (not is_wasted), 0) as cache_write_5m_cost_picousd,
        coalesce(sum(cache_write_1h_cost_picousd) filter (not is_wasted), 0) as cache_write_1h_cost_picousd,
        coalesce(sum(cache_write_unknown_ttl_cost_picousd) filter (not is_wasted), 0)
            as cache_write_unknown_ttl_cost_picousd,
        coalesce(sum(visible_output_cost_picousd) filter (not is_wasted), 0) as visible_output_cost_picousd,
        coalesce(sum(reasoning_cost_picousd) filter (not is_wasted), 0) as reasoning_cost_picousd,
        coalesce(sum(input_audio_cost_picousd) filter (not is_wasted), 0) as input_audio_cost_picousd,
        coalesce(sum(output_audio_cost_picousd) filter (not is_wasted), 0) as output_audio_cost_picousd,
        coalesce(sum(image_cost_picousd) filter (not is_wasted), 0) as image_cost_picousd,
        coalesce(sum(web_search_cost_picousd) filter (not is_wasted), 0) as web_search_cost_picousd,
        coalesce(sum(tool_call_cost_picousd) filter (not is_wasted), 0) as tool_call_cost_picousd,
        coalesce(sum(list_cost_picousd) filter (is_wasted), 0) as wasted_cost_picousd,
        event_date,
        reporting_date,
    from calls
    group by all
)

select * from summed
