-- grain: one row per provider, model and reason, the ten with the most requests in the last month with unpriced usage
-- key: provider, llm_model, reason
-- units: quantity in Tokens or Requests, _usd in USD, shares from 0 to 1
-- source: mart_unpriced_usage
-- why: usage without a price is missing from every cost above; this says how much, why, and what it may cost
-- title: Usage without a price, last month that has any
with unpriced_usage as (
    select
        provider,
        llm_model,
        unpriced_reason,
        requests,
        quantity,
        expected_cost_lower_usd,
        expected_cost_upper_usd,
        coverage_token_share,
        month_date,
    from mart_unpriced_usage
),

reasons as (
    select
        provider,
        llm_model,
        unpriced_reason as reason,
        max(requests)::bigint as requests,
        sum(quantity)::bigint as quantity,
        sum(expected_cost_lower_usd)::decimal(18, 2) as expected_from_usd,
        sum(expected_cost_upper_usd)::decimal(18, 2) as expected_to_usd,
        round(any_value(coverage_token_share), 4) as priced_token_share,
    from unpriced_usage
    where month_date = (select max(month_date) from unpriced_usage)
    group by provider, llm_model, unpriced_reason
    order by max(requests) desc, provider, llm_model, unpriced_reason
    limit 10
)

select * from reasons
