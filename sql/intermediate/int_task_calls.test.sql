-- test: calls belong to the operation, else to the only task of a session, else to the task of the request
-- given stg_outcomes
from (values
    ('t1', 'op1', 's1', null),
    ('t2', 'op2', 's2', null),
    ('t3', 'op3', 's3', null),
    ('t4', 'op4', 's3', null),
    ('t5', 'op5', null, 'r5'),
    ('t6', 'op6', 's1', null)) as given (outcome_key, operation_id, session_id, request_id)
-- given int_operation_costs_by_day
from (values
    ('op1', 's1', 'm', 1, 10, 1),
    ('op1', 's1', 'm', 1, 10, 2),
    (null, 's1', 'm', 1, 500, 1),
    (null, 's2', 'm', 3, 30, 1),
    (null, 's3', 'm', 1, 700, 1)) as given (operation_id, session_id, llm_model, requests, list_cost_picousd, day)
select
    * exclude (day),
    0 as failed_requests,
    0 as unpriced_requests,
    make_date(2026, 1, day) as event_date,
-- given int_requests_priced
from (values ('r5', 'm', true, 50), ('r6', 'm', true, 900)) as given (
    request_id, llm_model, is_priced, list_cost_picousd
)
-- expect
from (values
    ('t1', 'm', 2, 20),
    ('t2', 'm', 3, 30),
    ('t5', 'm', 1, 50)) as expected (outcome_key, llm_model, requests, list_cost_picousd)
