-- grain: one row per UTC day, reporting day, provider, model, project, meter and reason, of unpriced requests
-- key: event_date, reporting_date, provider, llm_model, project_id, meter, unpriced_reason
-- units: quantity and unpriced_quantity in Tokens, of web_search and tool_call in Requests; _picousd in 10^-12 USD
-- source: int_requests_priced
-- why: a request without a full price is not in any cost; meter by meter this says what is missing and why
-- kept: table by event_date
with int_requests_priced as (
    select * from int_requests_priced
),

settings as (
    select * from settings
),

unpriced_requests as (
    select
        coalesce(provider, '(not reported)') as provider,
        coalesce(llm_model, '(not reported)') as llm_model,
        coalesce(project_id, '(not reported)') as project_id,
        unpriced_reason,
        [
            {meter: 'uncached_input', quantity: uncached_input_tokens, cost: uncached_input_cost_picousd},
            {meter: 'cache_read', quantity: cache_read_tokens, cost: cache_read_cost_picousd},
            {meter: 'cache_write_5m', quantity: cache_write_5m_tokens, cost: cache_write_5m_cost_picousd},
            {meter: 'cache_write_1h', quantity: cache_write_1h_tokens, cost: cache_write_1h_cost_picousd},
            {
                meter: 'cache_write_unknown_ttl', quantity: cache_write_unknown_ttl_tokens,
                cost: cache_write_unknown_ttl_cost_picousd
            },
            {meter: 'visible_output', quantity: visible_output_tokens, cost: visible_output_cost_picousd},
            {meter: 'reasoning', quantity: reasoning_tokens, cost: reasoning_cost_picousd},
            {meter: 'input_audio', quantity: input_audio_tokens, cost: input_audio_cost_picousd},
            {meter: 'output_audio', quantity: output_audio_tokens, cost: output_audio_cost_picousd},
            {meter: 'image', quantity: image_tokens, cost: image_cost_picousd},
            {meter: 'web_search', quantity: web_searches, cost: web_search_cost_picousd},
            {meter: 'tool_call', quantity: tool_calls_billed, cost: tool_call_cost_picousd},
        ] as all_meters,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced
    cross join settings
    where not is_priced
),

used_meters as (
    select
        * exclude (all_meters),
        list_filter(all_meters, lambda used: used.quantity > 0) as meters,
    from unpriced_requests
),

-- A call whose usage is unknown altogether still counts, under a meter that says so.
meters as (
    select
        * exclude (meters),
        unnest(
            case when len(meters) > 0 then meters else [{meter: '(not reported)', quantity: 0, cost: null}] end
        ) as used,
    from used_meters
),

summed as (
    select
        provider,
        llm_model,
        project_id,
        used.meter as meter,
        unpriced_reason,
        count(*) as requests,
        count(*) filter (used.cost is null) as unpriced_requests,
        sum(used.quantity) as quantity,
        coalesce(sum(used.quantity) filter (used.cost is null), 0) as unpriced_quantity,
        sum(used.cost) as known_cost_picousd,
        event_date,
        reporting_date,
    from meters
    group by provider, llm_model, project_id, used.meter, unpriced_reason, event_date, reporting_date
)

select * from summed
