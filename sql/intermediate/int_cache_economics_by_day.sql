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

-- By kind and fate first: a use goes into ten sums instead of thirty.
kinds as (
    select
        provider,
        llm_model,
        customer_id,
        ttl,
        is_write,
        waste_cause,
        count(*) as uses,
        count(*) filter (is_inferred) as inferred_uses,
        count(*) filter (coalesce(premium_picousd, saving_picousd) is null) as unpriced_uses,
        sum(tokens) as tokens,
        sum(premium_picousd) as premium_picousd,
        sum(saving_picousd) as saving_picousd,
        sum(at_input_picousd) as at_input_picousd,
        sum(at_input_picousd) filter (has_all_prices) as comparable_at_input_picousd,
        sum(at_write_picousd) filter (has_all_prices) as comparable_at_write_picousd,
        sum(at_read_picousd) filter (has_all_prices) as comparable_at_read_picousd,
        event_date,
        reporting_date,
    from named
    group by provider, llm_model, customer_id, ttl, is_write, waste_cause, event_date, reporting_date
),

days as (
    select
        provider,
        llm_model,
        customer_id,
        ttl,
        coalesce(sum(uses) filter (is_write), 0)::bigint as writes,
        coalesce(sum(uses) filter (not is_write), 0)::bigint as reads,
        sum(inferred_uses)::bigint as inferred_uses,
        sum(unpriced_uses)::bigint as unpriced_uses,
        coalesce(sum(tokens) filter (is_write), 0) as write_tokens,
        coalesce(sum(tokens) filter (not is_write), 0) as read_tokens,
        sum(premium_picousd) as premium_picousd,
        sum(saving_picousd) as saving_picousd,
        sum(at_input_picousd) filter (not is_write) as read_at_input_picousd,
        sum(comparable_at_input_picousd) as at_input_picousd,
        sum(comparable_at_write_picousd) as at_write_picousd,
        sum(comparable_at_read_picousd) as at_read_picousd,
        sum(at_input_picousd) as all_at_input_picousd,
        coalesce(sum(uses) filter (waste_cause = 'expired'), 0)::bigint as expired_writes,
        sum(tokens) filter (waste_cause = 'expired') as expired_tokens,
        sum(premium_picousd) filter (waste_cause = 'expired') as expired_premium_picousd,
        coalesce(sum(uses) filter (waste_cause = 'prefix_changed'), 0)::bigint as prefix_changed_writes,
        sum(tokens) filter (waste_cause = 'prefix_changed') as prefix_changed_tokens,
        sum(premium_picousd) filter (waste_cause = 'prefix_changed') as prefix_changed_premium_picousd,
        coalesce(sum(uses) filter (waste_cause = 'one_shot'), 0)::bigint as one_shot_writes,
        sum(tokens) filter (waste_cause = 'one_shot') as one_shot_tokens,
        sum(premium_picousd) filter (waste_cause = 'one_shot') as one_shot_premium_picousd,
        coalesce(sum(uses) filter (waste_cause = 'model_switch'), 0)::bigint as model_switch_writes,
        sum(tokens) filter (waste_cause = 'model_switch') as model_switch_tokens,
        sum(premium_picousd) filter (waste_cause = 'model_switch') as model_switch_premium_picousd,
        event_date,
        reporting_date,
    from kinds
    group by provider, llm_model, customer_id, ttl, event_date, reporting_date
)

select * from days
