-- test: JSON values read as the same texts in CSV would, and a line without a task is none
-- given source_records
from (values
    (1, '{"task_id": "task-1", "is_resolved": true, "attempts": 3, "human_minutes": 2.5, "currency": "EUR"}'),
    (2, '{}'),
    (3, '{"task_id": "task-2", "is_resolved": "no"}'),
    (4, '{"is_resolved": false}')
) as given (line_no, json)
-- expect
from (values
    (1, 'task-1', true, 3, 2.5::decimal(38, 12), 'EUR', null),
    (3, 'task-2', null, null, null, 'USD', 'bad_flag'),
    (4, null, false, null, null, 'USD', 'missing_value')
) as expected (line_no, operation_id, is_resolved, attempts, human_minutes, currency, reject_reason)
