-- test: the delivery committed last holds, superseded ones are left out
-- given raw_outcomes
from (values
    ('task-1', false, 1, false),
    ('task-1', true, 2, false),
    ('task-2', true, 1, false),
    ('task-3', true, 1, true)
) as given (outcome_key, is_resolved, commit_no, is_superseded)
-- expect
from (values ('task-1', true), ('task-2', true)) as expected (outcome_key, is_resolved)
