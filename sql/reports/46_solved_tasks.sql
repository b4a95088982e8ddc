-- grain: one row per feature and route, the ten with most tasks
-- key: feature, route
-- units: _usd in USD, resolved_share from 0 to 1
-- source: mart_resolved_costs
-- why: the model that is cheaper per task can be dearer per task that it solves
-- title: What a solved task costs, by the models that worked on it
with resolved_costs as (
    select
        feature,
        route,
        judged_tasks,
        judged_resolved_tasks,
        model_cost_per_task_usd,
        cost_per_task_usd,
    from mart_resolved_costs
    where judged_tasks > 0
),

routes as (
    select
        feature,
        route,
        sum(judged_tasks)::bigint as tasks,
        round(sum(judged_resolved_tasks) / sum(judged_tasks), 4) as resolved_share,
        round(sum(model_cost_per_task_usd * judged_tasks) / sum(judged_tasks), 4) as models_per_task_usd,
        round(sum(model_cost_per_task_usd * judged_tasks) / nullif(sum(judged_resolved_tasks), 0), 4)
            as models_per_solved_usd,
        round(sum(cost_per_task_usd * judged_tasks) / nullif(sum(judged_resolved_tasks), 0), 2)
            as with_people_per_solved_usd,
    from resolved_costs
    group by feature, route
    order by sum(judged_tasks) desc, feature, route
    limit 10
)

select * from routes
