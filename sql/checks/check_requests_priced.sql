-- why: every call that came in goes out once, priced or counted as unpriced, and a cost is the sum of its meters.
-- runs: by event_date
with stg_requests as not materialized (
    select * from stg_requests
),

int_requests_priced as not materialized (
    select * from int_requests_priced
),

chunk_days as (
    select * from chunk_days
),

calls_in as (
    select
        stg_requests.dedupe_key,
        stg_requests.event_date,
    from stg_requests
    semi join chunk_days
        on stg_requests.event_date = chunk_days.event_date
),

calls_out as (
    select
        dedupe_key,
        event_date,
        list_cost_picousd,
        uncached_input_cost_picousd + cache_read_cost_picousd + cache_write_5m_cost_picousd
        + cache_write_1h_cost_picousd + cache_write_unknown_ttl_cost_picousd + visible_output_cost_picousd
        + reasoning_cost_picousd + input_audio_cost_picousd + output_audio_cost_picousd + image_cost_picousd
        + web_search_cost_picousd + tool_call_cost_picousd as cost_of_meters_picousd,
        is_priced,
    from int_requests_priced
),

offences as (
    select
        coalesce(calls_in.dedupe_key, calls_out.dedupe_key) as dedupe_key,
        coalesce(calls_in.event_date, calls_out.event_date) as event_date,
        calls_out.list_cost_picousd,
        calls_out.cost_of_meters_picousd,
        calls_in.dedupe_key is not null as is_in,
        calls_out.dedupe_key is not null as is_out,
    from calls_in
    full outer join calls_out
        on calls_in.dedupe_key = calls_out.dedupe_key
        and calls_in.event_date = calls_out.event_date
    where
        calls_in.dedupe_key is null
        or calls_out.dedupe_key is null
        or calls_out.is_priced <> (calls_out.list_cost_picousd is not null)
        or calls_out.list_cost_picousd <> calls_out.cost_of_meters_picousd
)

select * from offences
