-- test: T24 of a repeated call the winner stands for it, with its own meters and lineage and the day of the earliest
-- given stg_requests
from (values
    ('m1', 'f1', 1, 9, null, 3, timestamptz '2026-01-05 23:59:59.999999+00'),
    ('m1', 'f1', 2, 100, 59, 4, timestamptz '2026-01-06 00:00:03+00'),
    ('m2', 'f1', 4, 5, 0, 1, timestamptz '2026-01-06 00:30:00+01')
) as given (dedupe_key, file_id, line_no, visible_output_tokens, reasoning_tokens, uncached_input_tokens, started_at)
-- given int_request_repeats
select
    'm1' as dedupe_key,
    {'file_id': 'f1', 'line_no': 2, 'span_id': null} as winner,
    2 as sightings,
    timestamptz '2026-01-05 23:59:59.999999+00' as first_started_at,
-- expect
from (values
    ('m1', 2, 100, 59, 4, 2, date '2026-01-05', timestamptz '2026-01-05 23:59:59.999999+00'),
    ('m2', 4, 5, 0, 1, 1, date '2026-01-05', timestamptz '2026-01-05 23:30:00+00')) as expected (
    dedupe_key, line_no, visible_output_tokens, reasoning_tokens, uncached_input_tokens, sightings, event_date,
    started_at
)

-- test: T25 calls without a key stay apart and are shown, not merged
-- given stg_requests
from (values (null, 1, timestamptz '2026-01-05 10:00:00+00'), (null, 2, timestamptz '2026-01-05 10:00:00+00'))
    as given (dedupe_key, line_no, started_at)
-- expect
from (values (1), (2)) as expected (line_no)

-- test: T31 the winner keeps what it knows and takes the rest from what the other observers knew
-- given stg_requests
from (values
    ('m1', 'f1', 1, 'sdk', null, 's1', 300, 200, timestamptz '2026-01-05 10:00:00+00'),
    ('m1', 'f2', 1, 'gateway', 'acme', null, 500, null, timestamptz '2026-01-05 10:00:01+00')
) as given (
    dedupe_key, file_id, line_no, observer, customer_ref, session_id, visible_output_tokens, reasoning_tokens,
    started_at
)
-- given int_request_repeats
select
    'm1' as dedupe_key,
    {'file_id': 'f1', 'line_no': 1, 'span_id': null} as winner,
    2 as sightings,
    'acme' as customer_ref,
    'other' as session_id,
-- expect
from (values ('m1', 'acme', 's1', 300, 200, 2)) as expected (
    dedupe_key, customer_ref, session_id, visible_output_tokens, reasoning_tokens, sightings
)
