-- grain: one row per month, benchmark, feature, difficulty, cost basis and pair of routes that worked on the same slice
-- key: month_date?, benchmark, feature, difficulty, cost_basis, cheap_route, strong_route
-- units: _usd in USD, shares from 0 to 1, tasks as counts; cheap_ and strong_ are the two routes
-- source: int_resolved_costs
-- why: the route that is cheaper per task can be dearer per resolved task. Says how much it must resolve and what a
--      task left to people may cost for it to stay the better one, and how sure the answer is. Only the same slice is
--      compared: a route that gets what another could not solve is a route of its own
with int_resolved_costs as (
    select * from int_resolved_costs
),

-- What people cost where a task stays unresolved, over all routes of the slice: the price of handing it over.
routes as (
    select
        month_date,
        benchmark,
        feature,
        difficulty,
        cost_basis,
        route,
        judged_tasks,
        judged_model_picousd::double / 1e12 / judged_tasks as model_usd_per_task,
        (judged_model_picousd + judged_human_picousd)::double / 1e12 / nullif(judged_resolved_tasks, 0)
            as usd_per_resolved,
        judged_resolved_tasks / judged_tasks as resolved_share,
        log_variance,
        sum(judged_human_picousd) over slice::double / 1e12
        / nullif(sum(judged_tasks - judged_resolved_tasks) over slice, 0) as human_usd_per_unresolved,
    from int_resolved_costs
    where judged_tasks > 0
    window slice as (partition by month_date, benchmark, feature, difficulty, cost_basis)
),

pairs as (
    select
        cheap.month_date,
        cheap.benchmark,
        cheap.feature,
        cheap.difficulty,
        cheap.cost_basis,
        cheap.route as cheap_route,
        strong.route as strong_route,
        cheap.judged_tasks as cheap_tasks,
        strong.judged_tasks as strong_tasks,
        cheap.model_usd_per_task as cheap_usd,
        strong.model_usd_per_task as strong_usd,
        cheap.usd_per_resolved as cheap_resolved_usd,
        strong.usd_per_resolved as strong_resolved_usd,
        cheap.resolved_share as cheap_share,
        strong.resolved_share as strong_share,
        cheap.human_usd_per_unresolved as human_usd,
        cheap.log_variance + strong.log_variance as log_variance,
        coalesce(cheap_resolved_usd <= strong_resolved_usd, strong_resolved_usd is null) as is_cheap_cheaper,
    from routes as cheap
    inner join routes as strong
        on cheap.month_date is not distinct from strong.month_date
        and cheap.benchmark = strong.benchmark
        and cheap.feature = strong.feature
        and cheap.difficulty = strong.difficulty
        and cheap.cost_basis = strong.cost_basis
        and (cheap.model_usd_per_task, cheap.route) < (strong.model_usd_per_task, strong.route)
    where least(cheap.judged_tasks, strong.judged_tasks) >= least_resampled_units()
),

arbitrage as (
    select
        benchmark,
        feature,
        difficulty,
        cost_basis,
        if(cost_basis = 'list', 'modelled', 'measured') as cost_evidence,
        cheap_route,
        strong_route,
        case
            when cheap_resolved_usd is null and strong_resolved_usd is null then null
            when is_cheap_cheaper then cheap_route
            else strong_route
        end as cheaper_route,
        cheap_tasks::bigint as cheap_tasks,
        strong_tasks::bigint as strong_tasks,
        cheap_share as cheap_resolved_share,
        strong_share as strong_resolved_share,
        round(cheap_usd, 12)::decimal(38, 12) as cheap_model_cost_per_task_usd,
        round(strong_usd, 12)::decimal(38, 12) as strong_model_cost_per_task_usd,
        round(cheap_resolved_usd, 12)::decimal(38, 12) as cheap_cost_per_resolved_usd,
        round(strong_resolved_usd, 12)::decimal(38, 12) as strong_cost_per_resolved_usd,
        round(abs(strong_resolved_usd - cheap_resolved_usd), 12)::decimal(38, 12) as saving_per_resolved_usd,
        round(
            1 - normal_share_above(
                abs(ln(nullif(strong_resolved_usd / nullif(cheap_resolved_usd, 0), 0))) / sqrt(nullif(log_variance, 0))
            ), 6
        ) as confidence_share,
        round(human_usd, 12)::decimal(38, 12) as human_cost_per_unresolved_usd,
        round((cheap_usd + coalesce(human_usd, 0)) / nullif(strong_resolved_usd + coalesce(human_usd, 0), 0), 9)
            as break_even_resolved_share,
        round(cheap_usd / nullif(strong_usd + (1 - strong_share) * coalesce(human_usd, 0), 0), 9)
            as break_even_first_share,
        case
            when strong_share > cheap_share
                then round((strong_usd - cheap_usd) / (strong_share - cheap_share), 12)::decimal(38, 12)
        end as break_even_human_cost_usd,
        least(cheap_tasks, strong_tasks) >= least_compared_tasks() as has_enough_tasks,
        cheap_share > break_even_first_share as is_cheap_first_worth,
        month_date,
    from pairs
)

select * from arbitrage
