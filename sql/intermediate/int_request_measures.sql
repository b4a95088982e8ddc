-- grain: one row per request and measure in which it has a positive amount
-- key: event_date, dedupe_key, measure
-- units: value in Tokens for tokens, else in 10^-12 USD
-- source: int_requests_priced
-- why: the same requests in every measure, so that their tails can be compared
with int_requests_priced as (
    select * from int_requests_priced
),

settings as (
    select * from settings
),

measured as (
    select
        dedupe_key,
        coalesce(llm_model, '(not reported)') as llm_model,
        unnest(['tokens', 'list_cost']) as measure,
        unnest([
            token_total(
                uncached_input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
                cache_write_unknown_ttl_tokens, visible_output_tokens, reasoning_tokens, input_audio_tokens,
                output_audio_tokens, image_tokens
            ),
            list_cost_picousd
        ]) as value,
        event_date,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_requests_priced
    cross join settings
),

positive as (
    select * from measured where value > 0
)

select * from positive
