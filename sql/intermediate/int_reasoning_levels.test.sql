-- test: the median request is the level, its distance to the others the spread, and a week pools its days
-- given int_reasoning_by_day
from (values
    (10, 3, 3 * 99, 300, date '2026-01-05'),
    (20, 1, 999, 100, date '2026-01-05'),
    (30, 1, 9999, 100, date '2026-01-05'),
    (20, 4, 4 * 999, 400, date '2026-01-06'),
    (-3, 50, null, 7000, date '2026-01-06')) as given (
    reasoning_bucket, requests, reasoning_tokens, visible_output_tokens, event_date
)
select *, 'openai' as provider, 'gpt' as llm_model, 'search' as feature,
-- expect
select * replace (ln(level) as level, ln(request_mad) as request_mad) from (values
    ('median_tokens', 1, 5, 100, 1, date '2026-01-05'),
    ('median_tokens', 1, 4, 1000, 1, date '2026-01-06'),
    ('median_tokens', 7, 9, 1000, 1, date '2026-01-05'),
    ('reasoning_per_visible', 1, 5, 11295 / 500, null, date '2026-01-05'),
    ('reasoning_per_visible', 1, 4, 999 / 100, null, date '2026-01-06'),
    ('reasoning_per_visible', 7, 9, 15291 / 900, null, date '2026-01-05')) as expected (
    measure, point_days, requests, level, request_mad, point_date
)
