-- grain: one row per request and measure in which it has a positive amount
-- key: event_date, dedupe_key, measure
-- units: value in Tokens for tokens, else in 10^-12 USD; tokens in Tokens
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
        unnest([
            'tokens', 'list_cost', 'resource_cost', 'peak_cost_10s', 'peak_cost_60s', 'peak_cost_300s'
        ]) as measure,
        unnest([
            tokens, requests.list_cost_picousd, resources.resource_cost_picousd::bigint, peaks.peak_cost_10s_picousd,
            peaks.peak_cost_60s_picousd, peaks.peak_cost_300s_picousd
        ]) as value,
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
),

positive as (
    select * from measured where value > 0
)

select * from positive
