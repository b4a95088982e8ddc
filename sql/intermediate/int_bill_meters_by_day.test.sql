-- test: calls that failed or were given up pay for nothing used, and unpriced calls are left out
-- given int_requests_priced
from (values
    (100, 10, 1000, null, 200, false, true, 1000),
    (200, 20, 2000, null, 200, null, true, 2000),
    (300, 30, 3000, 'timeout', 504, false, true, 3000),
    (400, 40, 4000, null, null, true, true, 4000),
    (500, 50, null, null, 200, false, false, null)) as given (
    uncached_input_tokens, reasoning_tokens, uncached_input_cost_picousd, error_type, status_code, is_cancelled,
    is_priced, list_cost_picousd
)
select *, 'openai' as provider, 'gpt' as llm_model, date '2026-01-05' as event_date,
-- expect
from (values ('(not reported)', 2, 2, 300, 30, 3000, 7000, date '2026-01-05', date '2026-01-05')) as expected (
    feature, requests, wasted_requests, uncached_input_tokens, reasoning_tokens, uncached_input_cost_picousd,
    wasted_cost_picousd, event_date, reporting_date
)
