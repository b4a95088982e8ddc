-- grain: one row per UTC day, reporting day, provider, model, customer and lifetime of the cache
-- key: event_date, reporting_date, provider, llm_model, customer_id, ttl
-- units: _tokens in Tokens, _picousd in 10^-12 USD; at_input, at_write and at_read: all cached tokens at that one price
-- source: int_cache_events
-- why: adds up what caching cost and saved; a read counts on the day it happens, waste on the day of the write
-- kept: table by event_date
with int_cache_events as (
    select * from int_cache_events
),

settings as (
    select * from settings
),

named as (
    select
        int_cache_events.* replace (
            coalesce(provider, '(not reported)') as provider,
            coalesce(llm_model, '(not reported)') as llm_model
        ),
        case when is_write then at_write_picousd - at_input_picousd end as premium_picousd,
        case when not is_write then at_input_picousd - at_read_picousd end as saving_picousd,
        at_input_picousd + at_write_picousd + at_read_picousd is not null as has_all_prices,
        reporting_day(event_date, started_at, settings.reporting_time_zone) as reporting_date,
    from int_cache_events
    cross join settings
),

days as (
    select
        provider,
        llm_model,
        customer_id,
        ttl,
        count(*) filter (is_write) as writes,
        count(*) filter (not is_write) as reads,
        count(*) filter (is_inferred) as inferred_uses,
        count(*) filter (coalesce(premium_picousd, saving_picousd) is null) as unpriced_uses,
        coalesce(sum(tokens) filter (is_write), 0) as write_tokens,
        coalesce(sum(tokens) filter (not is_write), 0) as read_tokens,
        sum(premium_picousd) as premium_picousd,
        sum(saving_picousd) as saving_picousd,
        sum(at_input_picousd) filter (not is_write) as read_at_input_picousd,
        sum(at_input_picousd) filter (has_all_prices) as at_input_picousd,
        sum(at_write_picousd) filter (has_all_prices) as at_write_picousd,
        sum(at_read_picousd) filter (has_all_prices) as at_read_picousd,
        sum(at_input_picousd) as all_at_input_picousd,
        count(*) filter (waste_cause = 'expired') as expired_writes,
        sum(tokens) filter (waste_cause = 'expired') as expired_tokens,
        sum(premium_picousd) filter (waste_cause = 'expired') as expired_premium_picousd,
        count(*) filter (waste_cause = 'prefix_changed') as prefix_changed_writes,
        sum(tokens) filter (waste_cause = 'prefix_changed') as prefix_changed_tokens,
        sum(premium_picousd) filter (waste_cause = 'prefix_changed') as prefix_changed_premium_picousd,
        count(*) filter (waste_cause = 'one_shot') as one_shot_writes,
        sum(tokens) filter (waste_cause = 'one_shot') as one_shot_tokens,
        sum(premium_picousd) filter (waste_cause = 'one_shot') as one_shot_premium_picousd,
        count(*) filter (waste_cause = 'model_switch') as model_switch_writes,
        sum(tokens) filter (waste_cause = 'model_switch') as model_switch_tokens,
        sum(premium_picousd) filter (waste_cause = 'model_switch') as model_switch_premium_picousd,
        event_date,
        reporting_date,
    from named
    group by provider, llm_model, customer_id, ttl, event_date, reporting_date
)

select * from days
