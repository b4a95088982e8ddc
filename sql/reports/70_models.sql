-- grain: one row per provider and model, the ten that cost most
-- key: provider, llm_model
-- units: tokens in Tokens, costs_usd in USD, NULL where no request has a price; shares from 0 to 1
-- source: mart_daily_costs
-- why: which models the money goes to, and how much of their input the cache served
-- title: Models that cost most
with daily_costs as (
    select
        provider,
        llm_model,
        requests,
        total_tokens,
        uncached_input_tokens,
        cache_read_tokens,
        cost_usd,
    from mart_daily_costs
    where cost_basis = 'list'
),

models as (
    select
        provider,
        llm_model,
        sum(requests)::bigint as requests,
        sum(total_tokens)::bigint as tokens,
        round(sum(cache_read_tokens) / nullif(sum(cache_read_tokens) + sum(uncached_input_tokens), 0), 4)
            as cache_read_share,
        sum(cost_usd)::decimal(18, 2) as costs_usd,
    from daily_costs
    group by provider, llm_model
    order by sum(cost_usd) desc nulls last, provider, llm_model
    limit 10
)

select * from models
