-- grain: one row per month of the reporting time zone, provider, model, customer, feature and cache policy
-- key: month_date, provider, llm_model, customer_id, feature, policy
-- units: _tokens in Tokens, _picousd in 10^-12 USD; square_saving in (10^-9 USD) squared
-- source: int_cache_replays_by_day
-- why: what each policy would have cost in a month; only the sums of months are laid out by policy
-- kept: table by month_date
with int_cache_replays_by_day as (
    select * from int_cache_replays_by_day
),

totals as (
    select
        provider,
        llm_model,
        customer_id,
        feature,
        sum(prefixes)::bigint as prefixes,
        sum(uses)::bigint as uses,
        sum(inferred_uses)::bigint as inferred_uses,
        sum(unpriced_uses)::bigint as unpriced_uses,
        sum(cacheable_tokens) as cacheable_tokens,
        [
            {
                policy: 'none',
                replay: {
                    reads: 0::bigint, writes: 0::bigint, unread_writes: 0::bigint, read_tokens: 0::hugeint,
                    write_tokens: 0::hugeint, cost_picousd: sum(none_cost_picousd), is_known: true
                },
                saving: saving_sum(none_saving)
            },
            {policy: '5m', replay: replay_total(after_5m), saving: saving_sum(after_5m_saving)},
            {policy: '1h', replay: replay_total(after_1h), saving: saving_sum(after_1h_saving)},
            -- What is done now saves nothing against itself.
            {
                policy: 'as_is',
                replay: replay_total(as_is),
                saving: {
                    compared_prefixes: sum(costed_prefixes)::bigint,
                    saving_picousd: if(sum(costed_prefixes) > 0, 0::hugeint, null),
                    square_saving: if(sum(costed_prefixes) > 0, 0::hugeint, null)
                }
            }
        ] as replays,
        month_of(reporting_date) as month_date,
    from int_cache_replays_by_day
    group by provider, llm_model, customer_id, feature, month_of(reporting_date)
),

months as (
    select
        * exclude (replays),
        unnest(replays, recursive := true),
    from totals
)

select * from months
