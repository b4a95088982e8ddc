-- why: a cost is the sum of its meters, and a call is priced exactly when it has one.
-- runs: by event_date
with int_requests_priced as not materialized (
    select * from int_requests_priced
),

chunk_days as (
    select * from chunk_days
),

calls as (
    select
        dedupe_key,
        list_cost_picousd,
        uncached_input_cost_picousd + cache_read_cost_picousd + cache_write_5m_cost_picousd
        + cache_write_1h_cost_picousd + cache_write_unknown_ttl_cost_picousd + visible_output_cost_picousd
        + reasoning_cost_picousd + input_audio_cost_picousd + output_audio_cost_picousd + image_cost_picousd
        + web_search_cost_picousd + tool_call_cost_picousd as cost_of_meters_picousd,
        is_priced,
        event_date,
    from int_requests_priced
    semi join chunk_days using (event_date)
),

offences as (
    select *
    from calls
    where is_priced <> (list_cost_picousd is not null) or list_cost_picousd <> cost_of_meters_picousd
)

select * from offences
