-- test: a level that doubles in many requests alarms the same day, in few requests the next day
-- given int_reasoning_points
from (values ('many', 2000), ('few', 300)) as series (series_id, requests)
cross join range(40) as days (day_no)
select
    series_id,
    'median_tokens' as measure,
    1 as point_days,
    requests,
    7 + 0.05 * sin(day_no * 2.4) + case when day_no >= 30 then ln(2.4) else 0 end as level,
    0.7 as request_mad,
    true as is_used,
    date '2026-01-05' + day_no::integer as point_date,
-- expect
from (values
    ('many', 'spike', date '2026-02-04', date '2026-02-04'),
    ('few', 'spike', date '2026-02-04', date '2026-02-05')) as expected (series_id, rule, restart_date, alarm_date)

-- test: one outlier raises no alarm, nor does a weekday that is always higher
-- given int_reasoning_points
from range(70) as days (day_no)
select
    'weekly' as series_id,
    'median_tokens' as measure,
    1 as point_days,
    300 as requests,
    7 + 0.05 * sin(day_no * 2.4) + case when day_no % 7 = 6 then 0.5 when day_no = 30 then 3 else 0 end as level,
    0.7 as request_mad,
    true as is_used,
    date '2026-01-05' + day_no::integer as point_date,
-- expect
from (values ('weekly', 'drift')) as expected (series_id, rule) where false

-- test: a level that creeps up in steps too small for a spike is a drift
-- given int_reasoning_points
from range(40) as days (day_no)
select
    'creeping' as series_id,
    'median_tokens' as measure,
    1 as point_days,
    300 as requests,
    7 + 0.05 * sin(day_no * 2.4) + case when day_no >= 30 then 0.25 else 0 end as level,
    0.7 as request_mad,
    true as is_used,
    date '2026-01-05' + day_no::integer as point_date,
-- expect
from (values ('creeping', 'drift')) as expected (series_id, rule)
