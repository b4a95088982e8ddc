-- test: a later delivery replaces its partition whole, the others stay
-- given raw_usage_buckets
from (values
    ('a', 'january', 10.5, 1, false, timestamptz '2026-01-01 23:00:00+00'),
    ('b', 'january', 2.0, 1, false, timestamptz '2026-01-02 00:00:00+00'),
    ('a', 'january', 11.5, 2, false, timestamptz '2026-01-01 23:00:00+00'),
    ('c', null, 4.0, 1, false, timestamptz '2026-01-01 00:00:00+00'),
    ('c', null, 5.0, 3, false, timestamptz '2026-01-01 00:00:00+00'),
    ('d', 'february', 6.0, 1, true, timestamptz '2026-02-01 00:00:00+00')
) as given (bucket_key, replace_key, requests, commit_no, is_superseded, bucket_start)
-- expect
from (values
    ('a', 11.5, date '2026-01-01'),
    ('c', 5.0, date '2026-01-01')
) as expected (bucket_key, requests, event_date)
