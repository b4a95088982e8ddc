-- test: the 95th percentile counts idle minutes, from the first to the last day seen
-- given int_minute_loads_by_day
from (values
    ('busy', 60, 150, date '2026-03-03'),
    ('busy', 120, 100, date '2026-03-04'),
    ('quiet', 60, 144, date '2026-03-03'),
    ('odd', 180, 1, date '2026-03-09')
) as given (feature, requests_in_minute, minutes, event_date)
cross join (values ('p', 'm')) as same (provider, llm_model)
-- given settings
from (values (date '2026-03-09', 'UTC')) as given (as_of_date, reporting_time_zone)
-- expect
from (values
    ('busy', 21000, 518400, 0, 2, date '2026-03-02'),
    ('quiet', 8640, 518400, 0, 1, date '2026-03-02'),
    ('odd', 180, 86400, 0, 3, date '2026-03-09')
) as expected (feature, requests, week_seconds, requests_per_second_p95, requests_per_second_peak, week_date)

-- test: a load that more than one minute in twenty bears is the 95th percentile
-- given int_minute_loads_by_day
from (values (60, 100, date '2026-03-02'), (120, 73, date '2026-03-02'))
    as given (requests_in_minute, minutes, event_date)
cross join (values ('p', 'm', 'f')) as same (provider, llm_model, feature)
-- given settings
from (values (date '2026-03-02', 'UTC')) as given (as_of_date, reporting_time_zone)
-- expect
from (values (86400, 2, 2)) as expected (week_seconds, requests_per_second_p95, requests_per_second_peak)
