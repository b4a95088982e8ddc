-- test: a version that took over is a candidate, an effort that stayed is none, customers count by what they explain
-- given int_reasoning_shifts
from (values ('median_tokens', 'gpt', 'search')) as given (measure, llm_model, feature)
select
    *,
    'openai' as provider,
    date '2026-01-05' as before_date,
    date '2026-02-02' as start_date,
    date '2026-03-02' as end_date,
-- given int_reasoning_attributes_by_day
from (values
    ('model_version', 'gpt-1', 100, 1000, date '2026-02-01'),
    ('model_version', 'gpt-1', 10, 100, date '2026-02-02'),
    ('model_version', 'gpt-2', 90, 2700, date '2026-02-02'),
    ('effort', 'low', 100, 1000, date '2026-02-01'),
    ('effort', 'low', 100, 2800, date '2026-02-02')) as given (
    attribute, attribute_value, requests, reasoning_tokens, event_date
)
select *, 'openai' as provider, 'gpt' as llm_model, 'search' as feature,
-- given int_costs_by_day
from (values
    ('light', 50, 100, date '2026-02-01'),
    ('heavy', 50, 900, date '2026-02-01'),
    ('heavy', 100, 2800, date '2026-02-02')) as given (customer_id, requests, reasoning_tokens, event_date)
select *, 'openai' as provider, 'gpt' as llm_model, 'search' as feature,
-- expect
from (values
    ('model_version', 0.9, 0.0, true),
    ('effort', 0.0, 0.0, false),
    ('mix', 0.5, round(ln(1.8) / ln(2.8), 9), true)) as expected (
    attribute, moved_share, explained_share, is_candidate
)
