-- grain: one row per UTC hour, reporting day and customer that made requests in it
-- key: hour_start, reporting_date, customer_id
-- units: total_tokens in Tokens; list_cost_picousd in 10^-12 USD, of fully priced requests; NULL = none is priced
-- source: int_requests_priced
-- why: a loss of an hour disappears in the margin of its month; hours are the finest windows that a fee still has a
--      fair part of. Where the reporting zone is half an hour off, an hour can lie on two days
-- kept: table by event_date
with settings as (
    select * from settings
),

requests as (
    select
        customer_id,
        token_total(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) as total_tokens,
        list_cost_picousd,
        is_priced,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
        hour_of(started_at) as hour_start,
    from int_requests_priced
    cross join settings
),

hours as (
    select
        customer_id,
        count(*) as requests,
        count(*) filter (not is_priced) as unpriced_requests,
        sum(total_tokens) as total_tokens,
        sum(list_cost_picousd) filter (is_priced) as list_cost_picousd,
        event_date,
        reporting_date,
        hour_start,
    from requests
    group by customer_id, event_date, reporting_date, hour_start
)

select * from hours
