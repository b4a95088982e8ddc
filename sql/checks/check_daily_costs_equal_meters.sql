-- why: the meters of a row must add up to its cost, and the rows of a day to what the requests of the day cost
with mart_days as (
    select
        event_date,
        sum(requests) as requests,
        coalesce(sum(cost_usd), 0) as cost_usd,
        coalesce(sum(uncached_input_cost_usd), 0) + coalesce(sum(cache_read_cost_usd), 0)
        + coalesce(sum(cache_write_5m_cost_usd), 0) + coalesce(sum(cache_write_1h_cost_usd), 0)
        + coalesce(sum(cache_write_unknown_ttl_cost_usd), 0) + coalesce(sum(visible_output_cost_usd), 0)
        + coalesce(sum(reasoning_cost_usd), 0) + coalesce(sum(input_audio_cost_usd), 0)
        + coalesce(sum(output_audio_cost_usd), 0) + coalesce(sum(image_cost_usd), 0)
        + coalesce(sum(web_search_cost_usd), 0) + coalesce(sum(tool_call_cost_usd), 0) as meters_usd,
    from mart_daily_costs
    where cost_basis = 'list'
    group by event_date
),

request_days as (
    select
        event_date,
        sum(requests) as requests,
        usd(coalesce(sum(list_cost_picousd), 0)) as cost_usd,
    from int_costs_by_day
    group by event_date
),

offences as (
    select
        event_date,
        mart_days.requests as requests_in_mart,
        request_days.requests,
        mart_days.cost_usd as cost_usd_in_mart,
        mart_days.meters_usd,
        request_days.cost_usd,
    from mart_days
    full outer join request_days using (event_date)
    where
        mart_days.requests is distinct from request_days.requests
        or mart_days.cost_usd is distinct from request_days.cost_usd
        or mart_days.meters_usd is distinct from mart_days.cost_usd
)

select * from offences
