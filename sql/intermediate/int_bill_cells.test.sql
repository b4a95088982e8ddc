-- test: a day belongs to its month and its ISO week; meters that a segment did not use have no row
-- given int_bill_meters_by_day
from (values
    ('search', 10, 1, 1000, 5000, 70, date '2026-01-31'),
    ('search', 20, 0, 3000, 9000, 0, date '2026-02-01'),
    ('chat', 5, 0, 0, 0, 0, date '2026-02-01')) as given (
    feature, requests, wasted_requests, reasoning_tokens, reasoning_cost_picousd, wasted_cost_picousd, reporting_date
)
select *, 'openai' as provider, 'gpt' as llm_model, 'standard' as service_tier,
-- expect
from (values
    ('month', 'search', 'reasoning', 10, 11, 1000, 5000, 10, 1, date '2026-01-01'),
    ('month', 'search', 'wasted', 10, 11, 1, 70, 10, 1, date '2026-01-01'),
    ('month', 'search', 'reasoning', 20, 20, 3000, 9000, 25, 1, date '2026-02-01'),
    ('month', 'search', 'wasted', 20, 20, 0, 0, 25, 1, date '2026-02-01'),
    ('month', 'chat', 'wasted', 5, 5, 0, 0, 25, 1, date '2026-02-01'),
    ('week', 'search', 'reasoning', 30, 31, 4000, 14000, 35, 2, date '2026-01-26'),
    ('week', 'search', 'wasted', 30, 31, 1, 70, 35, 2, date '2026-01-26'),
    ('week', 'chat', 'wasted', 5, 5, 0, 0, 35, 2, date '2026-01-26')) as expected (
    period_kind, feature, meter, requests, calls, quantity, cost_picousd, all_requests, days, period_date
)
