-- test: a mean agrees within half a cent over all tasks or over those with a cost, and else nothing is said of why
-- given stg_published_costs
from (values
    ('all', 10, 9, 0.50), ('costed', 10, 5, 1.00), ('edge', 10, 10, 0.50), ('beyond', 10, 10, 0.50),
    ('few', 10, 10, 0.50), ('unseen', 10, 10, 0.50)
) as given (llm_model, tasks, costed_tasks, cost_per_task)
select
    *,
    'USD' as currency,
    'board' as benchmark,
    'suite' as feature,
-- given stg_outcomes
from (values
    ('all', 6, 3.00), ('all', 4, 2.04), ('costed', 5, 5.00), ('costed', 5, null), ('edge', 10, 5.05),
    ('beyond', 10, 5.06), ('few', 9, 5.00), ('stranger', 1, 1.00)
) as given (llm_model, tasks, cost)
select
    *,
    'USD' as currency,
    'board' as benchmark,
    'suite' as feature,
-- expect
from (values
    ('all', 'reconciled', 'all tasks', 10, 5.04, 0.04), ('costed', 'reconciled', 'tasks with a cost', 10, 5.00, 0.00),
    ('edge', 'reconciled', 'all tasks', 10, 5.05, 0.05), ('beyond', 'open', null, 10, 5.06, 0.06),
    ('few', 'open', null, 9, 5.00, 0.00), ('unseen', 'open', null, 0, null, null)
) as expected (llm_model, status, mean_over, measured_tasks, measured_cost_usd, difference_usd)
