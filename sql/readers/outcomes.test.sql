-- test: an outcome is one task, and values outside the format are rejected
-- given source_records
from (values
    (2, 'task-1', 'false', '2', '15', null, '2026-08-31T07:04:19.342Z'),
    (3, 'task-2', 'TRUE', null, '0', '0.125', null),
    (4, 'task-3', 'maybe', null, null, null, null),
    (5, null, 'true', null, null, null, null),
    (6, 'task-4', 'true', '1.5', null, null, null),
    (7, 'task-5', 'true', null, '-1', null, null),
    (8, 'task-6', 'true', null, null, 'free', null),
    (9, 'task-7', 'true', null, null, null, 'yesterday')
) as given (line_no, task_id, is_resolved, attempts, human_minutes, cost, closed_at)
cross join (values ('juniper-labs', 'claude-haiku-4-5')) as same (customer_id, first_llm_model)
-- expect
from (values
    (2, 'task-1', 'USD', 1, 0, 2, 15::decimal(38, 12), null, timestamptz '2026-08-31 07:04:19.342+00', null),
    (3, 'task-2', 'USD', 1, 1, null, 0, 0.125::decimal(38, 18), null, null),
    (4, 'task-3', 'USD', 1, null, null, null, null, null, 'bad_flag'),
    (5, null, 'USD', 1, 1, null, null, null, null, 'missing_value'),
    (6, 'task-4', 'USD', 1, 1, null, null, null, null, 'bad_quantity'),
    (7, 'task-5', 'USD', 1, 1, null, -1, null, null, 'bad_quantity'),
    (8, 'task-6', 'USD', 1, 1, null, null, null, null, 'bad_amount'),
    (9, 'task-7', 'USD', 1, 1, null, null, null, null, 'bad_timestamp')
) as expected (
    line_no, operation_id, currency, tasks, resolved_tasks, attempts, human_minutes, cost, evaluated_at,
    reject_reason)
