-- kept: table by event_date
-- grain: one row per UTC hour, provider, project, model, priced tier, batch, region class, prompt band and meter, of
--      calls that a commit brought, with and without a price
-- key: hour_at, provider, project_id, llm_model, service_tier, is_batch, region_class, prompt_tokens_from, meter,
--      commit_no?, is_priced
-- units: quantities in Tokens, of web_search and tool_call in Requests; cost_picousd in 10^-12 USD at list price
-- source: int_requests_priced
-- why: the logs in the shape of an invoice, by the hour, because charge periods begin at any hour of the day, and by
--      all that an invoice can tell prices apart by. A meter with a price counts where another of its call has none.
--      The commit says what was known when
with int_requests_priced as not materialized (
    select * from int_requests_priced
),

named as (
    select
        *,
        coalesce(provider, '(not reported)') as named_provider,
        coalesce(project_id, '(not reported)') as named_project_id,
        coalesce(llm_model, '(not reported)') as named_llm_model,
        coalesce(price_prompt_tokens_from, 0) as prompt_tokens_from,
        hour_of(started_at) as hour_at,
    from int_requests_priced
),

summed as (
    select
        named_provider as provider,
        named_project_id as project_id,
        named_llm_model as llm_model,
        priced_service_tier as service_tier,
        is_batch,
        region_class,
        prompt_tokens_from,
        commit_no,
        is_priced,
        [
            used_meter('uncached_input', uncached_input_tokens, uncached_input_cost_picousd),
            used_meter('cache_read', cache_read_tokens, cache_read_cost_picousd),
            used_meter('cache_write_5m', cache_write_5m_tokens, cache_write_5m_cost_picousd),
            used_meter('cache_write_1h', cache_write_1h_tokens, cache_write_1h_cost_picousd),
            used_meter(
                'cache_write_unknown_ttl', cache_write_unknown_ttl_tokens, cache_write_unknown_ttl_cost_picousd
            ),
            used_meter('visible_output', visible_output_tokens, visible_output_cost_picousd),
            used_meter('reasoning', reasoning_tokens, reasoning_cost_picousd),
            used_meter('input_audio', input_audio_tokens, input_audio_cost_picousd),
            used_meter('output_audio', output_audio_tokens, output_audio_cost_picousd),
            used_meter('image', image_tokens, image_cost_picousd),
            used_meter('web_search', web_searches, web_search_cost_picousd),
            used_meter('tool_call', tool_calls_billed, tool_call_cost_picousd),
        ] as meters,
        event_date,
        hour_at,
    from named
    group by
        named_provider, named_project_id, named_llm_model, priced_service_tier, is_batch, region_class,
        prompt_tokens_from, commit_no, is_priced, event_date, hour_at
),

meters as (
    select
        * exclude (meters),
        unnest(list_filter(meters, lambda used: used.quantity > 0)) as used,
    from summed
),

usage as (
    select
        provider,
        project_id,
        llm_model,
        service_tier,
        is_batch,
        region_class,
        prompt_tokens_from,
        used.meter as meter,
        used.quantity as quantity,
        used.unpriced_quantity as unpriced_quantity,
        used.cost_picousd as cost_picousd,
        commit_no,
        is_priced,
        event_date,
        hour_at,
    from meters
)

select * from usage
