-- test: the delivery committed last holds, superseded ones are left out
-- given raw_published_costs
from (values ('a', 1.00, 1, false), ('a', 2.00, 2, false), ('b', 3.00, 1, true)) as given (
    published_key, cost_per_task, commit_no, is_superseded
)
-- expect
from (values ('a', 2.00)) as expected (published_key, cost_per_task)
