-- test: T23 three lines of one message are one call
-- given raw_requests
from (values
    ('m1', 'f1', 1, 9, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f1', 2, 9, timestamptz '2026-01-05 10:00:01+00'),
    ('m1', 'f1', 3, 9, timestamptz '2026-01-05 10:00:02+00'),
    ('m2', 'f1', 4, 5, timestamptz '2026-01-05 10:00:03+00')
) as given (dedupe_key, file_id, line_no, visible_output_tokens, started_at)
-- expect
from (values ('m1', 9, 3), ('m2', 5, 1)) as expected (dedupe_key, visible_output_tokens, sightings)

-- test: T24 the sighting with the largest output wins, with its own meters and lineage
-- given raw_requests
from (values
    ('m1', 'f1', 1, 9, null, 3, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f1', 2, 9, null, 3, timestamptz '2026-01-05 10:00:01+00'),
    ('m1', 'f1', 3, 100, 59, 4, timestamptz '2026-01-05 10:00:02+00')
) as given (dedupe_key, file_id, line_no, visible_output_tokens, reasoning_tokens, uncached_input_tokens, started_at)
-- expect
from (values ('m1', 3, 100, 59, 4, timestamptz '2026-01-05 10:00:00+00'))
    as expected (dedupe_key, line_no, visible_output_tokens, reasoning_tokens, uncached_input_tokens, started_at)

-- test: a call on both sides of midnight belongs to the UTC day of its earliest sighting
-- given raw_requests
from (values
    ('m1', 1, 9, timestamptz '2026-01-05 23:59:59.999999+00'),
    ('m1', 2, 159, timestamptz '2026-01-06 00:00:03+00'),
    ('m2', 3, 1, timestamptz '2026-01-06 00:30:00+01')
) as given (dedupe_key, line_no, visible_output_tokens, started_at)
-- expect
from (values ('m1', 159, date '2026-01-05'), ('m2', 1, date '2026-01-05'))
    as expected (dedupe_key, visible_output_tokens, event_date)

-- test: among equal sightings the winner does not depend on the order of delivery
-- given raw_requests
from (values
    ('m1', 's2', 'f9', 1, 5, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 's1', 'f2', 7, 5, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 's1', 'f1', 8, 5, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', null, 'f0', 1, 5, timestamptz '2026-01-05 10:00:00+00')
) as given (dedupe_key, session_id, file_id, line_no, visible_output_tokens, started_at)
-- expect
from (values ('m1', 's1', 'f1', 8, 4)) as expected (dedupe_key, session_id, file_id, line_no, sightings)

-- test: T25 calls without a key stay apart and are shown, not merged
-- given raw_requests
from (values (null, 1, timestamptz '2026-01-05 10:00:00+00'), (null, 2, timestamptz '2026-01-05 10:00:00+00'))
    as given (dedupe_key, line_no, started_at)
-- expect
from (values (1), (2)) as expected (line_no)

-- test: superseded file versions do not count, and 0 stays apart from not reported
-- given raw_requests
from (values
    ('m1', 1, 500, 0, true, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 2, 7, 0, false, timestamptz '2026-01-05 10:00:00+00'),
    ('m2', 3, 7, null, null, timestamptz '2026-01-05 10:00:00+00')
) as given (dedupe_key, line_no, visible_output_tokens, cache_read_tokens, is_superseded, started_at)
-- expect
from (values ('m1', 7, 0), ('m2', 7, null)) as expected (dedupe_key, visible_output_tokens, cache_read_tokens)

-- test: batch is a flag, not a tier, and the provider's words for standard are one word
-- given raw_requests
from (values
    ('m1', 'batch', null, 'US'), ('m2', 'default', null, null), ('m3', 'Priority', true, 'us'), ('m4', null, null, null)
) as given (dedupe_key, service_tier, is_batch, region)
-- expect
from (values
    ('m1', 'standard', true, 'us'), ('m2', 'standard', false, null), ('m3', 'priority', true, 'us'),
    ('m4', null, false, null)
) as expected (dedupe_key, service_tier, is_batch, region)
