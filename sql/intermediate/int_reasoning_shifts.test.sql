-- test: an alarm of a weekly series is dated to the day; what both measures saw is one shift
-- given int_reasoning_points
from (values ('median', 'median_tokens'), ('ratio', 'reasoning_per_visible')) as series (series_id, measure)
cross join range(35) as days (day_no)
select
    series_id,
    measure,
    'openai' as provider,
    'gpt' as llm_model,
    'search' as feature,
    1 as point_days,
    100 as requests,
    7 + 0.05 * sin(day_no * 2.4) + case when day_no >= 23 then 1 else 0 end as level,
    false as is_used,
    date '2026-01-05' + day_no::integer as point_date,
-- given int_reasoning_points
from (values
    ('median', 'median_tokens', date '2026-02-02'),
    ('ratio', 'reasoning_per_visible', date '2026-02-02')) as given (series_id, measure, point_date)
select *, 'openai' as provider, 'gpt' as llm_model, 'search' as feature, 7 as point_days, 700 as requests,
    true as is_used,
-- given int_reasoning_alarms
from (values ('median'), ('ratio')) as given (series_id)
select *, 'spike' as rule, 30.0 as score, date '2026-01-26' as restart_date, date '2026-02-02' as alarm_date,
-- expect
from (values (
    'median_tokens', 'search', date '2025-12-31', date '2026-01-28', date '2026-02-25', date '2026-02-08'
)) as expected (measure, feature, before_date, start_date, end_date, detected_date)
