-- test: a request that pricing lost, one that it made twice and one on a wrong day are offences
-- given chunk_days
from (values (date '2026-01-05'), (date '2026-01-06')) as given (event_date)
-- given raw_requests
from (values
    ('fine', timestamptz '2026-01-05 23:00:00+00', false),
    ('fine', timestamptz '2026-01-06 01:00:00+00', false),
    ('lost', timestamptz '2026-01-05 23:00:00+00', false),
    ('twice', timestamptz '2026-01-05 23:00:00+00', false),
    ('other day', timestamptz '2026-01-09 23:00:00+00', false),
    ('old version', timestamptz '2026-01-05 23:00:00+00', true)) as given (dedupe_key, started_at, is_superseded)
-- given int_requests_priced
from (values
    ('fine', date '2026-01-05'),
    ('twice', date '2026-01-05'),
    ('twice', date '2026-01-05'),
    ('invented', date '2026-01-06')) as given (dedupe_key, event_date)
-- expect
from (values ('lost', 1, null), ('twice', 1, 2), ('invented', null, 1)) as expected (
    dedupe_key, requests_sighted, requests_priced
)
