-- test: an hour is degraded by what is usual on other days; few failures and usual ones are not
-- given int_retries_by_hour
from (values
    ('calm', 1, 9, 100, 0),
    ('calm', 2, 9, 100, 1),
    ('calm', 3, 9, 100, 0),
    ('calm', 3, 10, 100, 20),
    ('calm', 3, 11, 10, 4),
    ('rough', 1, 9, 100, 20),
    ('rough', 2, 9, 100, 20),
    ('rough', 3, 9, 100, 30),
    ('rough', 3, 10, 100, 60),
    ('new', 3, 9, 100, 11)) as given (llm_model, day, hour, attempts, failed_attempts)
select
    * exclude (day, hour),
    'openai' as provider,
    make_date(2026, 1, day) as event_date,
    make_timestamptz(1767225600000000 + (day - 1) * 86400000000 + hour * 3600000000) as hour_start,
-- expect
from (values
    ('calm', 1, 9, false),
    ('calm', 2, 9, false),
    ('calm', 3, 9, false),
    ('calm', 3, 10, true),
    ('calm', 3, 11, false),
    ('rough', 1, 9, false),
    ('rough', 2, 9, false),
    ('rough', 3, 9, false),
    ('rough', 3, 10, true),
    ('new', 3, 9, true)) as expected (llm_model, day, hour, is_degraded)
select
    * exclude (day, hour),
    make_timestamptz(1767225600000000 + (day - 1) * 86400000000 + hour * 3600000000) as hour_start,
