-- test: tasks without a known cost or outcome are counted and not judged
-- given int_outcomes_costed
from (values
    ('a', 1, 1, 10, 5),
    ('b', 1, 0, null, 5),
    ('c', 1, null, 10, null)) as given (outcome_key, tasks, resolved_tasks, model_cost_picousd, human_cost_picousd)
select *, 'board' as benchmark, 'f' as feature, '-' as difficulty, 'm' as route, 'reported' as cost_basis,
-- expect
from (values
    ('a', null, 1, null, null, 1, 1, 10, 5),
    ('b', null, 1, 1, null, null, null, null, 0),
    ('c', null, 1, null, 1, null, null, null, 0)) as expected (
    unit_key, interval_method, tasks, unknown_cost_tasks, unknown_outcome_tasks, judged_tasks, judged_resolved_tasks,
    judged_model_picousd, judged_human_picousd
)

-- test: weeks of customers are independent where there are twenty, else tasks; of a run of many only counts are known
-- given int_outcomes_costed
from (values ('weeks', 20, 1), ('tasks', 19, 1), ('counts', 19, 225)) as given (feature, customers, tasks)
cross join range(40) as numbers (task)
select
    concat(feature, task) as outcome_key,
    '(own traffic)' as benchmark,
    feature,
    '-' as difficulty,
    'm' as route,
    'list' as cost_basis,
    concat('customer ', task % customers) as customer,
    tasks,
    1 as resolved_tasks,
    10 as model_cost_picousd,
-- expect
from (values ('customer weeks', 2, 20), ('tasks', 1, 40), ('counts', 225, 40)) as expected (
    interval_method, tasks, units
)
cross join lateral range(units) as numbers (unit)
select interval_method, tasks,
