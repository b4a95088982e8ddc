-- test: requests of similar reasoning share a bucket; none and not reported have their own; effort sets the budget
-- given int_requests_priced
from (values
    (1005, 100, 'low', 'stop', true, 30),
    (1010, 100, 'low', 'length', true, 40),
    (2000, 0, 'low', null, false, null),
    (0, 50, 'low', 'stop', true, 5),
    (null, 70, 'low', 'stop', true, 7)) as given (
    reasoning_tokens, visible_output_tokens, reasoning_effort, finish_reason, is_priced, list_cost_picousd
)
select
    *,
    10 as reasoning_cost_picousd,
    date '2026-01-05' as event_date,
-- given seed_reasoning_budgets
from (values ('low', 1024)) as given (reasoning_effort, budget_tokens)
-- expect
from (values
    (349, 2, 0, 1, 0, 2, 200, 2015, 20, 70),
    (383, 1, 1, 0, 1, 1, 0, 2000, null, null),
    (-1, 1, 0, 0, 0, 1, 50, 0, 10, 5),
    (-3, 1, 0, 0, 0, 0, 70, null, 10, 7)) as expected (
    reasoning_bucket, requests, no_visible_output_requests, truncated_requests, over_budget_requests,
    budgeted_requests, visible_output_tokens, reasoning_tokens, reasoning_cost_picousd, list_cost_picousd
)
