-- test: a series of small days is judged by week, one of large days by day, and small points not at all
-- given int_reasoning_levels
from (values
    ('large', 1, 300, date '2026-01-05'),
    ('large', 1, 250, date '2026-01-06'),
    ('large', 1, 100, date '2026-01-10'),
    ('large', 7, 650, date '2026-01-05'),
    ('small', 1, 100, date '2026-01-05'),
    ('small', 1, 120, date '2026-01-06'),
    ('small', 7, 220, date '2026-01-05')) as given (feature, point_days, requests, point_date)
select *, 'median_tokens' as measure, 'openai' as provider, 'gpt' as llm_model, 5.0 as level,
-- expect
from (values
    ('large', 1, date '2026-01-05', true),
    ('large', 1, date '2026-01-06', true),
    ('large', 1, date '2026-01-10', false),
    ('large', 7, date '2026-01-05', false),
    ('small', 1, date '2026-01-05', false),
    ('small', 1, date '2026-01-06', false),
    ('small', 7, date '2026-01-05', true)) as expected (feature, point_days, point_date, is_used)

-- test: billed per logged output is judged by day, however few requests there are
-- given int_hidden_output_by_day
from (values ('google', 'gemini', 1.0, date '2026-01-05')) as given (provider, llm_model, billed_per_logged, event_date)
-- given int_reasoning_by_day
from (values ('google', 'gemini', 3, date '2026-01-05'), ('google', 'gemini', 4, date '2026-01-05')) as given (
    provider, llm_model, requests, event_date
)
-- expect
from (values ('billed_per_logged', '(all)', 7, 0.0, true)) as expected (measure, feature, requests, level, is_used)
