-- test: minutes are counted by their calls, for each feature and for the model as a whole
-- given int_requests_priced
from (values
    ('x', timestamptz '2026-03-01 10:00:00+00'),
    ('x', timestamptz '2026-03-01 10:00:59.999+00'),
    ('y', timestamptz '2026-03-01 10:00:30+00'),
    ('x', timestamptz '2026-03-01 10:01:00+00'),
    (null, timestamptz '2026-03-01 10:02:00+00')
) as given (feature, started_at)
cross join (values ('p', 'm', date '2026-03-01')) as same (provider, llm_model, event_date)
-- expect
from (values
    ('x', 2, 1),
    ('x', 1, 1),
    ('y', 1, 1),
    ('(not reported)', 1, 1),
    ('(all)', 3, 1),
    ('(all)', 1, 2)
) as expected (feature, requests_in_minute, minutes)
