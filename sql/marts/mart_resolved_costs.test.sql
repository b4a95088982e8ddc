-- test: ratios stand on tasks of which cost and outcome are known, amounts on all that is known
-- given int_resolved_costs
from (values
    (10, 4, 1, 2, 7, 4, 9000000000000, 7000000000000, 4000000000000, 1.5, 2.5, 2.0, 4.0),
    (3, 0, 3, 0, 0, 0, null, null, null, null, null, null, null)) as given (
    tasks, resolved_tasks, unknown_cost_tasks, unknown_outcome_tasks, judged_tasks, judged_resolved_tasks,
    model_cost_picousd, judged_model_picousd, judged_human_picousd, model_low, model_high, cost_low, cost_high
)
select *, concat('route ', tasks) as route, 'reported' as cost_basis,
-- expect
from (values
    (10, 'measured', 0.5, 9.0, 1.0, 1.75, 1.5, 2.5, 1.571428571429, 2.75, 2.0, 4.0),
    (3, 'measured', 0.0, null, null, null, null, null, null, null, null, null)) as expected (
    tasks, cost_evidence, resolved_share, model_cost_usd, model_cost_per_task_usd, model_cost_per_resolved_usd,
    model_cost_per_resolved_low_usd, model_cost_per_resolved_high_usd, cost_per_task_usd, cost_per_resolved_usd,
    cost_per_resolved_low_usd, cost_per_resolved_high_usd
)
