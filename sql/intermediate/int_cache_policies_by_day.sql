-- grain: one row per UTC day, reporting day, provider, model, customer, feature and cache policy
-- key: event_date, reporting_date, provider, llm_model, customer_id, feature, policy
-- units: _tokens in Tokens, _picousd in 10^-12 USD; square_saving in (10^-9 USD) squared
-- source: int_cache_replays
-- why: adds up the replays. Savings are squared by prefix and day, because the uses of one prefix are no independent
--      evidence; a policy that one use has no price for has no cost, lest it look cheap.
-- kept: table by event_date
with int_cache_replays as (
    select * from int_cache_replays
),

-- Added up before the policies part, which would make four rows of each prefix.
totals as (
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
        [
            replay_total('none', none, as_is),
            replay_total('5m', after_5m, as_is),
            replay_total('1h', after_1h, as_is),
            replay_total('as_is', as_is, as_is)
        ] as replays,
        event_date,
        reporting_date,
    from int_cache_replays
    group by provider, llm_model, customer_id, feature, event_date, reporting_date
),

days as (
    select
        * exclude (replays),
        unnest(replays, recursive := true),
    from totals
)

select * from days
