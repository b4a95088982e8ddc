-- grain: one row per UTC day, reporting day, provider, model, customer and feature, with a replay of each cache policy
-- key: event_date, reporting_date, provider, llm_model, customer_id, feature
-- units: _tokens in Tokens, _picousd in 10^-12 USD; square_saving in (10^-9 USD) squared
-- source: int_cache_replays
-- why: adds up the replays. Savings are squared by prefix and day, because the uses of one prefix are no independent
--      evidence; a policy that one use has no price for has no cost, lest it look cheap. The policies stand side by
--      side: four rows of each would be four times the text of their keys
-- kept: table by event_date
with int_cache_replays as (
    select * from int_cache_replays
),

days as (
    select
        provider,
        llm_model,
        customer_id,
        feature,
        count(*) as prefixes,
        sum(uses)::bigint as uses,
        sum(inferred_uses)::bigint as inferred_uses,
        sum(unpriced_uses)::bigint as unpriced_uses,
        sum(cacheable_tokens) as cacheable_tokens,
        sum(none.cost_picousd) as none_cost_picousd,
        replay_total(after_5m) as after_5m,
        replay_total(after_1h) as after_1h,
        replay_total(as_is) as as_is,
        count(as_is.cost_picousd) as costed_prefixes,
        saving_total(none, as_is) as none_saving,
        saving_total(after_5m, as_is) as after_5m_saving,
        saving_total(after_1h, as_is) as after_1h_saving,
        event_date,
        reporting_date,
    from int_cache_replays
    group by provider, llm_model, customer_id, feature, event_date, reporting_date
)

select * from days
