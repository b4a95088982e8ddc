-- test: totals that agree are no offence
-- given stg_outcomes
from (values (1), (225)) as given (tasks)
-- given int_outcomes_costed
from (values (1, 1, 10, 5, 2), (225, 100, null, null, null)) as given (
    tasks, resolved_tasks, model_cost_picousd, human_cost_picousd, requests
)
-- given int_task_calls
from (values (2)) as given (requests)
-- given int_costs_by_day
from (values (3)) as given (requests)
-- given int_resolved_costs
from (values (226, 101, 10, 5, 2)) as given (
    tasks, resolved_tasks, model_cost_picousd, human_cost_picousd, requests
)
-- expect
from (values (1)) as expected (tasks) where false

-- test: a call that two tasks claim is an offence
-- given stg_outcomes
from (values (1), (1)) as given (tasks)
-- given int_outcomes_costed
from (values (1, 1, 10, 2), (1, 1, 10, 2)) as given (tasks, resolved_tasks, model_cost_picousd, requests)
-- given int_task_calls
from (values (2), (2)) as given (requests)
-- given int_costs_by_day
from (values (3)) as given (requests)
-- given int_resolved_costs
from (values (2, 2, 20, 4)) as given (tasks, resolved_tasks, model_cost_picousd, requests)
-- expect
from (values (4, 3)) as expected (task_calls, all_calls)

-- test: a task that fell out is an offence
-- given stg_outcomes
from (values (1), (1)) as given (tasks)
-- given int_outcomes_costed
from (values (1), (1)) as given (tasks)
-- given int_resolved_costs
from (values (1)) as given (tasks)
-- expect
from (values (2, 1)) as expected (tasks, tasks_in_costs)
