-- test: T31 what the winning sighting leaves open is told by the other observers, in the order of their names
-- given stg_request_repeats
from (values
    ('m1', 2, true),
    ('m2', 2, false)
) as given (dedupe_key, sightings, has_several_observers)
-- given stg_requests
from (values
    ('m1', 'f1', 'gateway', 'acme', null, 'priority', timestamptz '2026-01-05 10:00:01+00'),
    ('m1', 'f2', 'sdk', 'other', 's1', null, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f3', 'sdk', null, 's2', null, timestamptz '2026-01-05 10:00:02+00'),
    ('m2', 'f1', 'gateway', 'acme', null, null, timestamptz '2026-01-05 10:00:00+00'),
    ('m3', 'f1', 'gateway', 'acme', null, null, timestamptz '2026-01-05 10:00:00+00')
) as given (dedupe_key, file_id, observer, customer_ref, session_id, service_tier, started_at)
-- expect
from (values
    ('m1', 2, 'acme', 's1', 'priority'),
    ('m2', 2, null, null, null)
) as expected (dedupe_key, sightings, customer_ref, session_id, service_tier)
