-- why: every task must stand in the costs per resolved task once, with its cost and its calls to the last picodollar;
--      and the calls of all tasks can be no more than there are
with given_totals as (
    select
        sum(tasks) as tasks,
        coalesce(sum(resolved_tasks), 0) as resolved_tasks,
        coalesce(sum(model_cost_picousd), 0) as model_cost_picousd,
        coalesce(sum(human_cost_picousd), 0) as human_cost_picousd,
        coalesce(sum(requests), 0) as requests,
        (select coalesce(sum(tasks), 0) from stg_outcomes) as staged_tasks,
        (select coalesce(sum(requests), 0) from int_task_calls) as task_calls,
        (select coalesce(sum(requests), 0) from int_costs_by_day) as all_calls,
    from int_outcomes_costed
),

published_totals as (
    select
        sum(tasks) as tasks,
        coalesce(sum(resolved_tasks), 0) as resolved_tasks,
        coalesce(sum(model_cost_picousd), 0) as model_cost_picousd,
        coalesce(sum(human_cost_picousd), 0) as human_cost_picousd,
        coalesce(sum(requests), 0) as requests,
    from int_resolved_costs
),

offences as (
    select
        given_totals.*,
        published_totals.tasks as tasks_in_costs,
        published_totals.resolved_tasks as resolved_tasks_in_costs,
        published_totals.model_cost_picousd as model_cost_picousd_in_costs,
        published_totals.human_cost_picousd as human_cost_picousd_in_costs,
        published_totals.requests as requests_in_costs,
    from given_totals
    cross join published_totals
    where
        given_totals.tasks is distinct from published_totals.tasks
        or coalesce(given_totals.tasks, 0) <> given_totals.staged_tasks
        or given_totals.resolved_tasks <> published_totals.resolved_tasks
        or given_totals.model_cost_picousd <> published_totals.model_cost_picousd
        or given_totals.human_cost_picousd <> published_totals.human_cost_picousd
        or given_totals.requests <> published_totals.requests
        or given_totals.requests <> given_totals.task_calls
        or given_totals.task_calls > given_totals.all_calls
)

select * from offences
