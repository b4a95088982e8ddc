-- test: numbered attempts are one operation until one is answered; a count that starts over is a second layer
-- given int_requests_attributed
from (values
    ('a1', 'one', 1, 500, 0),
    ('a2', 'one', 2, null, 1),
    ('b1', 'steps', 1, null, 0),
    ('b2', 'steps', 1, null, 5),
    ('c1', 'layers', 1, 500, 0),
    ('c2', 'layers', 2, 500, 1),
    ('c3', 'layers', 1, 500, 2),
    ('c4', 'layers', 2, null, 3),
    ('d3', 'overwritten', 3, null, 0),
    ('e1', 'given up', 1, 503, 0)) as given (dedupe_key, operation_id, attempt_no, status_code, second)
select
    * exclude (second),
    make_timestamptz(1767225600000000 + second * 1000000) as started_at,
-- expect
from (values
    ('a1', 'declared', 'status 500', 1, 2, 0, false, false),
    ('a2', 'declared', 'status 500', 2, 2, 0, false, true),
    ('c1', 'declared', 'status 500', 1, 4, 0, true, false),
    ('c2', 'declared', 'status 500', 2, 4, 0, true, false),
    ('c3', 'declared', 'status 500', 3, 4, 0, true, false),
    ('c4', 'declared', 'status 500', 4, 4, 0, true, true),
    ('d3', 'declared', '(none)', 1, 1, 2, false, true),
    ('e1', 'declared', 'status 503', 1, 1, 0, false, false)) as expected (
    dedupe_key, chain_kind, first_failure, attempt, chain_attempts, unlogged_attempts, is_layered, is_resolving
)

-- test: without numbers a retry follows a failure of the same customer, model and session within a minute
-- given int_requests_attributed
from (values
    ('a1', 'mara', 's1', 'm', 'timeout', 0, 0),
    ('a2', 'mara', 's1', 'm', null, 700, 50),
    ('a3', 'mara', 's1', 'm', null, 700, 55),
    ('b1', 'mara', 's2', 'm', 'timeout', 0, 0),
    ('b2', 'mara', 's2', 'm', null, 700, 61),
    ('c1', 'mara', 's3', 'm', 'timeout', 0, 0),
    ('c2', 'mara', 's3', 'other', null, 700, 5),
    ('d1', 'mara', 's4', 'm', 'timeout', 700, 0),
    ('d2', 'mara', 's4', 'm', null, 701, 5),
    ('e1', 'mara', 's5', 'm', null, 700, 0),
    ('e2', 'mara', 's5', 'm', null, 700, 5)) as given (
    dedupe_key, customer_id, session_id, request_llm_model, error_type, uncached_input_tokens, second
)
select
    * exclude (second),
    make_timestamptz(1767225600000000 + second * 1000000) as started_at,
-- expect
from (values
    ('a1', 'inferred', 'timeout', 1, 2, false),
    ('a2', 'inferred', 'timeout', 2, 2, true),
    ('a3', 'inferred', '(none)', 1, 1, true),
    ('b1', 'inferred', 'timeout', 1, 1, false),
    ('b2', 'inferred', '(none)', 1, 1, true),
    ('c1', 'inferred', 'timeout', 1, 1, false),
    ('d1', 'inferred', 'timeout', 1, 1, false),
    ('d2', 'inferred', '(none)', 1, 1, true)) as expected (
    dedupe_key, chain_kind, first_failure, attempt, chain_attempts, is_resolving
)

-- test: the same prompt after an answer is a regeneration, and what fails in it is retried within it
-- given int_requests_attributed
from (values
    ('a1', 'p', null, 0),
    ('a2', 'p', 'timeout', 10),
    ('a3', 'p', null, 20),
    ('b1', 'q', null, 0)) as given (dedupe_key, prompt_hash, error_type, second)
select
    * exclude (second),
    'mara' as customer_id,
    make_timestamptz(1767225600000000 + second * 1000000) as started_at,
-- expect
from (values
    ('a1', 'inferred', '(none)', 1, 1, true),
    ('a2', 'regeneration', 'timeout', 1, 2, false),
    ('a3', 'regeneration', 'timeout', 2, 2, true)) as expected (
    dedupe_key, chain_kind, first_failure, attempt, chain_attempts, is_resolving
)

-- test: a slow model may be asked again later, and by prompt length; a call of which nothing is known stands alone
-- given int_requests_attributed
from (values
    ('a1', 'cancelled', 900, 0, 100),
    ('a2', null, 900, 350, 450),
    ('b1', 'timeout', null, 0, 100)) as given (dedupe_key, error_type, uncached_input_tokens, second, end_second)
select
    * exclude (second, end_second),
    'mara' as customer_id,
    date '2026-01-01' as event_date,
    make_timestamptz(1767225600000000 + second * 1000000) as started_at,
    make_timestamptz(1767225600000000 + end_second * 1000000) as ended_at,
-- expect
from (values
    ('a1', 'inferred', 'cancelled', 1, 2, false),
    ('a2', 'inferred', 'cancelled', 2, 2, true)) as expected (
    dedupe_key, chain_kind, first_failure, attempt, chain_attempts, is_resolving
)
