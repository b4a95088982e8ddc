-- grain: one row per benchmark, suite and model whose mean cost per task somebody published
-- key: benchmark, feature, llm_model
-- units: _usd in USD, tasks as counts
-- source: stg_published_costs, stg_outcomes
-- why: a published mean is a bill without lines: it is reconciled when the costs of the tasks come to it within half a
--      cent per task, over all tasks or over those with a stated cost. What does not is open, and no rule here says why
with published as (
    select
        benchmark,
        feature,
        llm_model,
        sum(tasks)::bigint as tasks,
        sum(costed_tasks)::bigint as costed_tasks,
        sum(tasks * picousd_of(cost_per_task)) // sum(tasks) as published_picousd,
    from stg_published_costs
    where currency = 'USD'
    group by benchmark, feature, llm_model
),

measured as (
    select
        benchmark,
        feature,
        llm_model,
        sum(tasks)::bigint as measured_tasks,
        sum(picousd_of(cost)) as measured_picousd,
    from stg_outcomes
    where benchmark is not null and currency = 'USD'
    group by benchmark, feature, llm_model
),

differences as (
    select
        published.*,
        coalesce(measured.measured_tasks, 0) as measured_tasks,
        measured.measured_picousd,
        measured.measured_picousd - published.published_picousd * published.tasks as over_all_picousd,
        measured.measured_picousd - published.published_picousd * published.costed_tasks as over_costed_picousd,
    from published
    left join measured using (benchmark, feature, llm_model)
),

-- Half a cent per task is what rounding to cents can explain.
judged as (
    select
        *,
        case
            when measured_tasks <> tasks then null
            when abs(over_all_picousd) <= 5000000000 * tasks then 'all tasks'
            when abs(over_costed_picousd) <= 5000000000 * costed_tasks then 'tasks with a cost'
        end as mean_over,
    from differences
),

published_costs as (
    select
        benchmark,
        feature,
        llm_model,
        if(mean_over is null, 'open', 'reconciled') as status,
        if(mean_over is null, 'measured', 'reconciled') as cost_evidence,
        mean_over,
        tasks,
        costed_tasks,
        measured_tasks,
        usd(published_picousd) as published_cost_per_task_usd,
        usd(picousd_each(measured_picousd, tasks)) as measured_cost_per_task_usd,
        usd(picousd_each(measured_picousd, costed_tasks)) as measured_cost_per_costed_task_usd,
        usd(measured_picousd) as measured_cost_usd,
        usd(if(mean_over = 'tasks with a cost', over_costed_picousd, over_all_picousd)) as difference_usd,
    from judged
)

select * from published_costs
