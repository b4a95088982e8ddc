-- test: calls of an operation add up by model, what failed beside it; a call that names nothing is left out
-- given int_requests_priced
from (values
    ('op', 's', 'small', null, true, 10, 0),
    ('op', 's', 'small', 'timeout', true, 3, 1),
    ('op', 's', 'large', null, false, null, 2),
    (null, 's', 'small', null, true, 7, 3),
    (null, null, 'small', null, true, 1000, 4)) as given (
    operation_id, session_id, llm_model, error_type, is_priced, list_cost_picousd, second
)
select
    * exclude (second),
    date '2026-01-01' as event_date,
    make_timestamptz(1767225600000000 + second * 1000000) as started_at,
-- expect
from (values
    ('op', 's', 'small', 2, 1, 0, 13, 3),
    ('op', 's', 'large', 1, 0, 1, null, null),
    (null, 's', 'small', 1, 0, 0, 7, null)) as expected (
    operation_id, session_id, llm_model, requests, failed_requests, unpriced_requests, list_cost_picousd,
    failed_cost_picousd
)
