-- test: T23 three lines of one message are one call, whose earliest start counts
-- given raw_requests
from (values
    ('m1', 'f1', 1, 9, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f1', 2, 9, timestamptz '2026-01-05 10:00:01+00'),
    ('m1', 'f1', 3, 9, timestamptz '2026-01-05 10:00:02+00'),
    ('m2', 'f1', 4, 5, timestamptz '2026-01-05 10:00:03+00')
) as given (dedupe_key, file_id, line_no, visible_output_tokens, started_at)
-- expect
from (values ('m1', 3, timestamptz '2026-01-05 10:00:00+00')) as expected (dedupe_key, sightings, first_started_at)

-- test: T24 the sighting with the largest output wins
-- given raw_requests
from (values
    ('m1', 'f1', 1, 9, null, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f1', 2, 9, null, timestamptz '2026-01-05 10:00:01+00'),
    ('m1', 'f1', 3, 100, 59, timestamptz '2026-01-05 10:00:02+00')
) as given (dedupe_key, file_id, line_no, visible_output_tokens, reasoning_tokens, started_at)
-- expect
select 'm1' as dedupe_key, {'file_id': 'f1', 'line_no': 3, 'span_id': null} as winner,

-- test: among equal sightings the winner does not depend on the order of delivery
-- given raw_requests
from (values
    ('m1', 's2', 'f9', 1, 5, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 's1', 'f2', 7, 5, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 's1', 'f1', 8, 5, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', null, 'f0', 1, 5, timestamptz '2026-01-05 10:00:00+00')
) as given (dedupe_key, session_id, file_id, line_no, visible_output_tokens, started_at)
-- expect
select 'm1' as dedupe_key, {'file_id': 'f1', 'line_no': 8, 'span_id': null} as winner, 4 as sightings,

-- test: T25 calls without a key are repeats of nothing, and superseded file versions do not count
-- given raw_requests
from (values
    (null, 1, false, timestamptz '2026-01-05 10:00:00+00'),
    (null, 2, false, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 3, true, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 4, false, timestamptz '2026-01-05 10:00:00+00')
) as given (dedupe_key, line_no, is_superseded, started_at)
-- expect
select null::varchar as dedupe_key where false

-- test: T31 of equal sightings the one wins that takes its tokens apart; several observers are told
-- given raw_requests
from (values
    ('m1', 'f1', 'gateway', 500, null, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f2', 'sdk', 300, 200, timestamptz '2026-01-05 10:00:01+00'),
    ('m2', 'f1', 'sdk', 5, null, timestamptz '2026-01-05 10:00:00+00'),
    ('m2', 'f2', 'sdk', 5, null, timestamptz '2026-01-05 10:00:01+00')
) as given (dedupe_key, file_id, observer, visible_output_tokens, reasoning_tokens, started_at)
-- expect
from (values
    ('m1', {'file_id': 'f2', 'line_no': null::bigint, 'span_id': null::varchar}, true),
    ('m2', {'file_id': 'f1', 'line_no': null::bigint, 'span_id': null::varchar}, false)
) as expected (dedupe_key, winner, has_several_observers)
