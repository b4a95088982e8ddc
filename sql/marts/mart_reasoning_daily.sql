-- grain: one row per UTC day, provider, model, feature and effort
-- key: event_date, provider, llm_model, feature, reasoning_effort
-- units: _tokens in Tokens, shares from 0 to 1, _usd in USD
-- source: int_reasoning_by_day, int_reconciled_days
-- why: how much of the output nobody sees, by day and setting. Quantiles come from buckets 2 % wide
with int_reasoning_by_day as (
    select * from int_reasoning_by_day
),

running as (
    select
        *,
        reasoning_bucket <> reasoning_bucket_of(null) as is_reported,
        sum(requests) over (series order by reasoning_bucket) as requests_up_to,
        sum(requests) over series as all_requests,
        reasoning_tokens::double / requests as tokens_each,
    from int_reasoning_by_day
    window series as (
        partition by
            event_date, provider, llm_model, feature, reasoning_effort,
            reasoning_bucket <> reasoning_bucket_of(null)
    )
),

days as (
    select
        provider,
        llm_model,
        feature,
        reasoning_effort,
        if(bool_or(reconciled.is_reconciled), 'reconciled', 'modelled') as cost_evidence,
        sum(requests)::bigint as requests,
        coalesce(sum(requests) filter (is_reported), 0)::bigint as reported_requests,
        sum(no_visible_output_requests)::bigint as no_visible_output_requests,
        sum(truncated_requests)::bigint as truncated_requests,
        sum(budgeted_requests)::bigint as budgeted_requests,
        sum(visible_output_tokens)::bigint as visible_output_tokens,
        sum(reasoning_tokens)::bigint as reasoning_tokens,
        round(
            sum(reasoning_tokens)::double / nullif(sum(visible_output_tokens) filter (is_reported), 0), 9
        ) as reasoning_per_visible,
        round(min(tokens_each) filter (is_reported and requests_up_to >= 0.5 * all_requests), 3)
            as reasoning_tokens_p50,
        round(min(tokens_each) filter (is_reported and requests_up_to >= 0.95 * all_requests), 3)
            as reasoning_tokens_p95,
        round(min(tokens_each) filter (is_reported and requests_up_to >= 0.99 * all_requests), 3)
            as reasoning_tokens_p99,
        round(sum(truncated_requests) / sum(requests), 9) as truncated_share,
        round(sum(over_budget_requests) / nullif(sum(budgeted_requests), 0), 9) as over_budget_share,
        round(
            sum(reasoning_cost_picousd)::double
            / nullif(coalesce(sum(visible_output_cost_picousd), 0) + coalesce(sum(reasoning_cost_picousd), 0), 0), 9
        ) as output_cost_share,
        usd(sum(visible_output_cost_picousd)) as visible_output_cost_usd,
        usd(sum(reasoning_cost_picousd)) as reasoning_cost_usd,
        usd(sum(list_cost_picousd)) as list_cost_usd,
        event_date,
    from running
    left join int_reconciled_days as reconciled using (event_date, provider, llm_model)
    group by event_date, provider, llm_model, feature, reasoning_effort
)

select * from days
