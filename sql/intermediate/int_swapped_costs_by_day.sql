-- grain: one row per UTC day, reporting day, scenario, customer, provider, model, feature of moved calls, other model
-- key: event_date, reporting_date, scenario_id, customer_id, provider, llm_model, feature, to_provider, to_llm_model
-- units: old_<meter>_picousd and new_<meter>_picousd in 10^-12 USD, of replayed calls
-- source: int_requests_priced, int_swapped_requests
-- why: adds up what swaps would have changed. A call that the other model has no full price for is not replayed: it
--      keeps its cost and is counted
-- kept: table by event_date
with settings as (
    select * from settings
),

calls as (
    select
        requests.*,
        swapped.* exclude (dedupe_key, event_date),
        swapped.uncached_input_picousd
        + swapped.cache_read_picousd
        + swapped.cache_write_5m_picousd
        + swapped.cache_write_1h_picousd
        + swapped.cache_write_unknown_ttl_picousd
        + swapped.visible_output_picousd
        + swapped.reasoning_picousd
        + swapped.input_audio_picousd
        + swapped.output_audio_picousd
        + swapped.image_picousd
        + swapped.web_search_picousd
        + swapped.tool_call_picousd
        is not null as is_replayed,
        reporting_day(requests.event_date, requests.started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced as requests
    inner join int_swapped_requests as swapped
        on requests.dedupe_key = swapped.dedupe_key
    cross join settings
),

days as (
    select
        scenario_id,
        customer_id,
        coalesce(provider, '(not reported)') as provider,
        coalesce(llm_model, '(not reported)') as llm_model,
        coalesce(feature, '(not reported)') as feature,
        to_provider,
        to_llm_model,
        count(*) filter (is_replayed) as replayed_requests,
        count(*) filter (not is_replayed) as unreplayed_requests,
        coalesce(sum(uncached_input_cost_picousd) filter (is_replayed), 0) as old_uncached_input_picousd,
        coalesce(sum(cache_read_cost_picousd) filter (is_replayed), 0) as old_cache_read_picousd,
        coalesce(sum(cache_write_5m_cost_picousd) filter (is_replayed), 0) as old_cache_write_5m_picousd,
        coalesce(sum(cache_write_1h_cost_picousd) filter (is_replayed), 0) as old_cache_write_1h_picousd,
        coalesce(sum(cache_write_unknown_ttl_cost_picousd) filter (is_replayed), 0)
            as old_cache_write_unknown_ttl_picousd,
        coalesce(sum(visible_output_cost_picousd) filter (is_replayed), 0) as old_visible_output_picousd,
        coalesce(sum(reasoning_cost_picousd) filter (is_replayed), 0) as old_reasoning_picousd,
        coalesce(sum(input_audio_cost_picousd) filter (is_replayed), 0) as old_input_audio_picousd,
        coalesce(sum(output_audio_cost_picousd) filter (is_replayed), 0) as old_output_audio_picousd,
        coalesce(sum(image_cost_picousd) filter (is_replayed), 0) as old_image_picousd,
        coalesce(sum(web_search_cost_picousd) filter (is_replayed), 0) as old_web_search_picousd,
        coalesce(sum(tool_call_cost_picousd) filter (is_replayed), 0) as old_tool_call_picousd,
        coalesce(sum(uncached_input_picousd) filter (is_replayed), 0) as new_uncached_input_picousd,
        coalesce(sum(cache_read_picousd) filter (is_replayed), 0) as new_cache_read_picousd,
        coalesce(sum(cache_write_5m_picousd) filter (is_replayed), 0) as new_cache_write_5m_picousd,
        coalesce(sum(cache_write_1h_picousd) filter (is_replayed), 0) as new_cache_write_1h_picousd,
        coalesce(sum(cache_write_unknown_ttl_picousd) filter (is_replayed), 0) as new_cache_write_unknown_ttl_picousd,
        coalesce(sum(visible_output_picousd) filter (is_replayed), 0) as new_visible_output_picousd,
        coalesce(sum(reasoning_picousd) filter (is_replayed), 0) as new_reasoning_picousd,
        coalesce(sum(input_audio_picousd) filter (is_replayed), 0) as new_input_audio_picousd,
        coalesce(sum(output_audio_picousd) filter (is_replayed), 0) as new_output_audio_picousd,
        coalesce(sum(image_picousd) filter (is_replayed), 0) as new_image_picousd,
        coalesce(sum(web_search_picousd) filter (is_replayed), 0) as new_web_search_picousd,
        coalesce(sum(tool_call_picousd) filter (is_replayed), 0) as new_tool_call_picousd,
        event_date,
        reporting_date,
    from calls
    group by all
)

select * from days
