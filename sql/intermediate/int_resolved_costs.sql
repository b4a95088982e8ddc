-- kept: build
-- grain: one row per month, benchmark, feature, difficulty, route and cost basis with outcomes
-- key: month_date?, benchmark, feature, difficulty, route, cost_basis
-- units: tasks and requests as counts, human_minutes in minutes, _picousd in 10^-12 USD; _low and _high in USD per
--        resolved task; log_variance without unit
-- source: int_resolved_units
-- why: a cost per resolved task is a ratio of two means that vary together (dear tasks fail more often), so its
--      interval is that of a ratio (Fieller), without an upper bound where nearly nothing was resolved. Of benchmark
--      runs only the luck of resolving is known
with int_resolved_units as (
    select * from int_resolved_units
),

cells as (
    select
        cell.month_date as month_date,
        cell.benchmark as benchmark,
        cell.feature as feature,
        cell.difficulty as difficulty,
        cell.route as route,
        cell.cost_basis as cost_basis,
        any_value(interval_method) as interval_method,
        sum(tasks) as tasks,
        sum(resolved_tasks) as resolved_tasks,
        coalesce(sum(unknown_cost_tasks), 0) as unknown_cost_tasks,
        coalesce(sum(unknown_outcome_tasks), 0) as unknown_outcome_tasks,
        coalesce(sum(human_unknown_tasks), 0) as human_unknown_tasks,
        coalesce(sum(escalated_tasks), 0) as escalated_tasks,
        sum(requests) as requests,
        sum(failed_requests) as failed_requests,
        sum(human_minutes) as human_minutes,
        sum(model_cost_picousd) as model_cost_picousd,
        sum(failed_cost_picousd) as failed_cost_picousd,
        sum(human_cost_picousd) as human_cost_picousd,
        coalesce(sum(judged_tasks), 0) as judged_tasks,
        coalesce(sum(judged_resolved_tasks), 0) as judged_resolved_tasks,
        sum(judged_model_picousd) as judged_model_picousd,
        sum(judged_human_picousd) filter (judged_tasks > 0) as judged_human_picousd,
        count(resolved) as units,
        fsum(model_usd) as model_usd,
        fsum(cost_usd) as cost_usd,
        fsum(resolved) as resolved,
        mean_covariance(fsum(model_usd * model_usd), fsum(model_usd), fsum(model_usd), units) as model_variance,
        mean_covariance(fsum(cost_usd * cost_usd), fsum(cost_usd), fsum(cost_usd), units) as cost_variance,
        mean_covariance(fsum(resolved * resolved), fsum(resolved), fsum(resolved), units) as resolved_variance,
        mean_covariance(fsum(model_usd * resolved), fsum(model_usd), fsum(resolved), units) as model_covariance,
        mean_covariance(fsum(cost_usd * resolved), fsum(cost_usd), fsum(resolved), units) as cost_covariance,
    from int_resolved_units
    group by cell
),

counted as (
    select
        *,
        judged_tasks * share_bound(resolved, nullif(judged_tasks, 0), -1) as least_resolved,
        judged_tasks * share_bound(resolved, nullif(judged_tasks, 0), 1) as most_resolved,
    from cells
),

-- From counts alone the mean cost is taken as known and divided by the bound of the resolved share.
bounded as (
    select
        * exclude (
            least_resolved, most_resolved, units, model_usd, cost_usd, resolved, model_variance, cost_variance,
            resolved_variance, model_covariance, cost_covariance
        ),
        case
            when interval_method = 'counts' then model_usd / nullif(most_resolved, 0)
            when interval_method is not null then ratio_bound(
                model_usd / units, resolved / units, model_variance, resolved_variance, model_covariance, -1)
        end as model_low,
        case
            when interval_method = 'counts' then model_usd / nullif(least_resolved, 0)
            when interval_method is not null then ratio_bound(
                model_usd / units, resolved / units, model_variance, resolved_variance, model_covariance, 1)
        end as model_high,
        case
            when interval_method = 'counts' then cost_usd / nullif(most_resolved, 0)
            when interval_method is not null then ratio_bound(
                cost_usd / units, resolved / units, cost_variance, resolved_variance, cost_covariance, -1)
        end as cost_low,
        case
            when interval_method = 'counts' then cost_usd / nullif(least_resolved, 0)
            when interval_method is not null then ratio_bound(
                cost_usd / units, resolved / units, cost_variance, resolved_variance, cost_covariance, 1)
        end as cost_high,
        case
            when interval_method = 'counts' then (judged_tasks - resolved) / nullif(resolved * judged_tasks, 0)
            when interval_method is not null then ratio_log_variance(
                cost_usd / units, resolved / units, cost_variance, resolved_variance, cost_covariance)
        end as log_variance,
    from counted
),

-- Sums of floats differ in the last digits with the number of threads.
rounded as (
    select
        * replace (
            round(model_low, 9) as model_low,
            round(model_high, 9) as model_high,
            round(cost_low, 9) as cost_low,
            round(cost_high, 9) as cost_high,
            round(log_variance, 9) as log_variance
        ),
    from bounded
)

select * from rounded
