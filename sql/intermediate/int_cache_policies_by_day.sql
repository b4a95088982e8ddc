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

days as (
    select
        provider,
        llm_model,
        customer_id,
        feature,
        policy,
        count(*) as prefixes,
        sum(uses)::bigint as uses,
        sum(inferred_uses)::bigint as inferred_uses,
        sum(unpriced_uses)::bigint as unpriced_uses,
        sum(reads)::bigint as reads,
        sum(writes)::bigint as writes,
        sum(unread_writes)::bigint as unread_writes,
        sum(cacheable_tokens) as cacheable_tokens,
        sum(read_tokens) as read_tokens,
        sum(write_tokens) as write_tokens,
        case when bool_and(is_known) then sum(cost_picousd) end as cost_picousd,
        count(as_is_cost_picousd - cost_picousd) as compared_prefixes,
        sum(as_is_cost_picousd - cost_picousd) as saving_picousd,
        sum(((as_is_cost_picousd - cost_picousd) // 1000) * ((as_is_cost_picousd - cost_picousd) // 1000))
            as square_saving,
        bool_and(is_known) as is_known,
        event_date,
        reporting_date,
    from int_cache_replays
    group by provider, llm_model, customer_id, feature, policy, event_date, reporting_date
)

select * from days
