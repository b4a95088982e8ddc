-- test: quantiles, ratio and shares are those of the requests that report reasoning
-- given int_reasoning_by_day
from (values
    (-3, 10, 0, 0, 0, 0, 900, null, 9000, null, 20000),
    (-1, 1, 0, 0, 0, 1, 100, 0, 1000, 0, 2000),
    (232, 98, 0, 7, 0, 98, 9800, 9800, 98000, 98000, 200000),
    (465, 1, 1, 1, 1, 1, 100, 10100, 1000, 101000, 103000)) as given (
    reasoning_bucket, requests, no_visible_output_requests, truncated_requests, over_budget_requests,
    budgeted_requests, visible_output_tokens, reasoning_tokens, visible_output_cost_picousd, reasoning_cost_picousd,
    list_cost_picousd
)
select *, 'openai' as provider, 'gpt' as llm_model, 'search' as feature, 'low' as reasoning_effort,
    date '2026-01-05' as event_date,
-- expect
from (values (
    110, 100, 1, 8, 100, 10900, 19900, 1.99, 100.0, 100.0, 100.0, round(8 / 110, 9), 0.01, round(199 / 308, 9),
    0.000000199::decimal(38, 12)
)) as expected (
    requests, reported_requests, no_visible_output_requests, truncated_requests, budgeted_requests,
    visible_output_tokens, reasoning_tokens, reasoning_per_visible, reasoning_tokens_p50, reasoning_tokens_p95,
    reasoning_tokens_p99, truncated_share, over_budget_share, output_cost_share, reasoning_cost_usd
)

-- test: a model that reports no reasoning has no quantile and no ratio
-- given int_reasoning_by_day
from (values (-3, 10, 900)) as given (reasoning_bucket, requests, visible_output_tokens)
select *, 'anthropic' as provider, 'claude' as llm_model, 'search' as feature, '(not reported)' as reasoning_effort,
    date '2026-01-05' as event_date,
-- expect
from (values (10, 0, 900, null, null, null, null)) as expected (
    requests, reported_requests, visible_output_tokens, reasoning_tokens, reasoning_per_visible, reasoning_tokens_p50,
    over_budget_share
)
