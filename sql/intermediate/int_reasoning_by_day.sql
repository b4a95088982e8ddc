-- grain: one row per UTC day, provider, model, feature, effort and bucket of reasoning tokens per request
-- key: event_date, provider, llm_model, feature, reasoning_effort, reasoning_bucket
-- units: reasoning_bucket as reasoning_bucket_of() numbers it; _tokens in Tokens; _picousd in 10^-12 USD at list price
-- source: int_requests_priced, seed_reasoning_budgets
-- why: every ratio and quantile of reasoning over any days adds up these sums instead of reading requests again; a
--      quantile taken from the buckets is within 2 % of the exact one
-- kept: table by event_date
with seed_reasoning_budgets as (
    select * from seed_reasoning_budgets
),

-- Costs are those of fully priced requests, so that shares compare like with like.
bucketed as (
    select
        coalesce(requests.provider, '(not reported)') as provider,
        coalesce(requests.llm_model, '(not reported)') as llm_model,
        coalesce(requests.feature, '(not reported)') as feature,
        coalesce(requests.reasoning_effort, '(not reported)') as reasoning_effort,
        reasoning_bucket_of(requests.reasoning_tokens) as reasoning_bucket,
        count(*) as requests,
        count(*) filter (
            requests.reasoning_tokens > 0 and coalesce(requests.visible_output_tokens, 0) = 0
        ) as no_visible_output_requests,
        count(*) filter (requests.finish_reason in ('length', 'max_tokens', 'MAX_TOKENS')) as truncated_requests,
        count(*) filter (requests.reasoning_tokens > budgets.budget_tokens) as over_budget_requests,
        count(*) filter (
            requests.reasoning_tokens is not null and budgets.budget_tokens is not null
        ) as budgeted_requests,
        sum(requests.visible_output_tokens) as visible_output_tokens,
        sum(requests.reasoning_tokens) as reasoning_tokens,
        sum(requests.visible_output_cost_picousd) filter (requests.is_priced) as visible_output_cost_picousd,
        sum(requests.reasoning_cost_picousd) filter (requests.is_priced) as reasoning_cost_picousd,
        sum(requests.list_cost_picousd) filter (requests.is_priced) as list_cost_picousd,
        requests.event_date,
    from int_requests_priced as requests
    left join seed_reasoning_budgets as budgets
        on requests.reasoning_effort = budgets.reasoning_effort
    group by all
)

select * from bucketed
