-- grain: one row per request
-- key: event_date, dedupe_key
-- units: tokens in Tokens; _picousd in 10^-12 USD, NULL = nothing or unknown
-- source: int_requests_priced, int_resource_costs, int_request_peaks, settings
-- why: the same requests in every measure, so that their tails can be compared. Of a request over midnight on GPUs of
--      ours only the part of its first day counts as cost of serving it
-- kept: build
with int_requests_priced as (
    select * from int_requests_priced
),

int_resource_costs as (
    select * from int_resource_costs
),

int_request_peaks as (
    select * from int_request_peaks
),

settings as (
    select * from settings
),

measured as (
    select
        requests.dedupe_key,
        requests.customer_id,
        coalesce(requests.llm_model, '(not reported)') as llm_model,
        token_total(
            uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
            cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
            output_audio_tokens, image_tokens
        ) as tokens,
        case when requests.list_cost_picousd > 0 then requests.list_cost_picousd end as list_cost_picousd,
        case when resources.resource_cost_picousd > 0 then resources.resource_cost_picousd::bigint end
            as resource_cost_picousd,
        case when peaks.peak_cost_10s_picousd > 0 then peaks.peak_cost_10s_picousd end as peak_cost_10s_picousd,
        case when peaks.peak_cost_60s_picousd > 0 then peaks.peak_cost_60s_picousd end as peak_cost_60s_picousd,
        case when peaks.peak_cost_300s_picousd > 0 then peaks.peak_cost_300s_picousd end as peak_cost_300s_picousd,
        requests.event_date,
        reporting_day(requests.event_date, requests.started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced as requests
    cross join settings
    left join int_resource_costs as resources
        on requests.event_date = resources.event_date
        and requests.dedupe_key = resources.dedupe_key
        and resources.is_first_day
    left join int_request_peaks as peaks
        on requests.event_date = peaks.event_date
        and requests.dedupe_key = peaks.dedupe_key
)

select * from measured
