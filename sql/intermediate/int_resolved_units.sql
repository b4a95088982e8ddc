-- grain: one row per cell of mart_resolved_costs and unit that counts as independent: a week of a customer, or a task
-- key: cell, unit_key
-- units: tasks and requests as counts, human_minutes in minutes, _picousd in 10^-12 USD
-- source: int_outcomes_costed
-- why: how sure a cost per resolved task is depends on what is independent of what: the weeks of customers where there
--      are enough of them, else the tasks. Of a benchmark run only counts are known. Judged are the tasks of which both
--      cost and outcome are known; only they can stand in a ratio
with int_outcomes_costed as (
    select * from int_outcomes_costed
),

outcomes as (
    select
        *,
        struct_pack(
            month_date := month_date, benchmark := benchmark, feature := feature, difficulty := difficulty,
            route := route, cost_basis := cost_basis
        ) as cell,
        model_cost_picousd is not null and resolved_tasks is not null as is_judged,
        case when benchmark = '(own traffic)' then concat_ws('|', customer, week_date) end as customer_week,
    from int_outcomes_costed
),

methods as (
    select
        *,
        case
            when max(tasks) over (partition by cell) > 1 then 'counts'
            when
                count(distinct customer_week) filter (is_judged) over (partition by cell) >= least_resampled_units()
                then 'customer weeks'
            when count(*) filter (is_judged) over (partition by cell) >= least_resampled_units() then 'tasks'
        end as interval_method,
    from outcomes
),

units as (
    select
        cell,
        if(interval_method = 'customer weeks', customer_week, outcome_key) as unit_key,
        any_value(interval_method) as interval_method,
        sum(tasks) as tasks,
        sum(resolved_tasks) as resolved_tasks,
        sum(tasks) filter (model_cost_picousd is null) as unknown_cost_tasks,
        sum(tasks) filter (resolved_tasks is null) as unknown_outcome_tasks,
        sum(tasks) filter (human_cost_picousd is null) as human_unknown_tasks,
        sum(tasks) filter (is_escalated) as escalated_tasks,
        sum(requests) as requests,
        sum(failed_requests) as failed_requests,
        sum(human_minutes) as human_minutes,
        sum(model_cost_picousd) as model_cost_picousd,
        sum(failed_cost_picousd) as failed_cost_picousd,
        sum(human_cost_picousd) as human_cost_picousd,
        sum(tasks) filter (is_judged) as judged_tasks,
        sum(resolved_tasks) filter (is_judged) as judged_resolved_tasks,
        sum(model_cost_picousd) filter (is_judged) as judged_model_picousd,
        coalesce(sum(human_cost_picousd) filter (is_judged), 0) as judged_human_picousd,
        judged_model_picousd::double / 1e12 as model_usd,
        (judged_model_picousd + judged_human_picousd)::double / 1e12 as cost_usd,
        judged_resolved_tasks::double as resolved,
    from methods
    group by cell, unit_key
)

select * from units
