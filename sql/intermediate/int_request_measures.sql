-- grain: one row per request and measure in which it has a positive amount
-- key: event_date, dedupe_key, measure
-- units: value in Tokens for tokens, else in 10^-12 USD; tokens, of all kinds, in Tokens
-- source: int_requests_priced, int_resource_costs, int_request_peaks, settings
-- why: what every measure of a tail does is said once, for rows of any of them. Each measure is read from where it is
--      kept, with the tokens of its requests beside it, so that no request is joined. Of a request over midnight on
--      GPUs of ours only the part of its first day counts as cost of serving it
with int_requests_priced as not materialized (
    select * from int_requests_priced
),

int_resource_costs as not materialized (
    select * from int_resource_costs where is_first_day
),

int_request_peaks as (
    select * from int_request_peaks
),

settings as (
    select * from settings
),

requests as not materialized (
    select
        dedupe_key,
        customer_id,
        coalesce(llm_model, '(not reported)') as llm_model,
        list_cost_picousd,
        token_total(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) as tokens,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced
    cross join settings
),

resources as not materialized (
    select
        dedupe_key,
        customer_id,
        llm_model,
        resource_cost_picousd::bigint as resource_cost_picousd,
        computed_tokens + cached_tokens + output_tokens as tokens,
        event_date,
        reporting_date,
    from int_resource_costs
),

peaks as (
    select
        resources.* exclude (resource_cost_picousd),
        unnest([
            { 'measure': 'peak_cost_10s', 'value': peak_cost_10s_picousd },
            { 'measure': 'peak_cost_60s', 'value': peak_cost_60s_picousd },
            { 'measure': 'peak_cost_300s', 'value': peak_cost_300s_picousd }
        ], recursive := true),
    from int_request_peaks
    inner join resources
        on int_request_peaks.event_date = resources.event_date
        and int_request_peaks.dedupe_key = resources.dedupe_key
),

amounts as (
    select * exclude (list_cost_picousd), 'tokens' as measure, tokens as value from requests
    union all
    select * exclude (list_cost_picousd), 'list_cost' as measure, list_cost_picousd as value from requests
    union all
    select * exclude (resource_cost_picousd), 'resource_cost' as measure, resource_cost_picousd as value from resources
    union all by name
    select * from peaks
),

positive as (
    select * from amounts where value > 0
)

select * from positive
