-- grain: one row per month of the reporting time zone, benchmark, feature, difficulty, route and cost basis
-- key: month_date?, benchmark, feature, difficulty, route, cost_basis
-- units: tasks as counts, _usd in USD, shares from 0 to 1, human_minutes in minutes
-- source: int_resolved_costs
-- why: a cheap call that solves little is dear. Per task that was solved, with all retries, escalations to other models
--      and the work of people; a task without a known cost or outcome is counted and left out of the ratios, never
--      taken as free or failed
with int_resolved_costs as (
    select * from int_resolved_costs
),

resolved as (
    select
        benchmark,
        feature,
        difficulty,
        route,
        cost_basis,
        if(cost_basis = 'list', 'modelled', 'measured') as cost_evidence,
        interval_method,
        tasks::bigint as tasks,
        resolved_tasks::bigint as resolved_tasks,
        judged_tasks::bigint as judged_tasks,
        judged_resolved_tasks::bigint as judged_resolved_tasks,
        unknown_cost_tasks::bigint as unknown_cost_tasks,
        unknown_outcome_tasks::bigint as unknown_outcome_tasks,
        human_unknown_tasks::bigint as human_unknown_tasks,
        escalated_tasks::bigint as escalated_tasks,
        requests::bigint as requests,
        failed_requests::bigint as failed_requests,
        human_minutes,
        usd(model_cost_picousd) as model_cost_usd,
        usd(failed_cost_picousd) as failed_cost_usd,
        usd(human_cost_picousd) as human_cost_usd,
        resolved_tasks / nullif(tasks - unknown_outcome_tasks, 0) as resolved_share,
        round(share_bound(resolved_tasks, nullif(tasks - unknown_outcome_tasks, 0), -1), 9) as resolved_low_share,
        round(share_bound(resolved_tasks, nullif(tasks - unknown_outcome_tasks, 0), 1), 9) as resolved_high_share,
        usd(picousd_each(judged_model_picousd, judged_tasks)) as model_cost_per_task_usd,
        usd(picousd_each(judged_model_picousd, judged_resolved_tasks)) as model_cost_per_resolved_usd,
        model_low::decimal(38, 12) as model_cost_per_resolved_low_usd,
        model_high::decimal(38, 12) as model_cost_per_resolved_high_usd,
        usd(picousd_each(judged_model_picousd + judged_human_picousd, judged_tasks)) as cost_per_task_usd,
        usd(picousd_each(judged_model_picousd + judged_human_picousd, judged_resolved_tasks))
            as cost_per_resolved_usd,
        cost_low::decimal(38, 12) as cost_per_resolved_low_usd,
        cost_high::decimal(38, 12) as cost_per_resolved_high_usd,
        month_date,
    from int_resolved_costs
)

select * from resolved
