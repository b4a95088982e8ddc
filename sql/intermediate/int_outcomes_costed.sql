-- kept: build
-- grain: one row per outcome: a task, or the tries of a benchmark run
-- key: outcome_key
-- units: tasks, requests and attempts as counts, human_minutes in minutes, _picousd in 10^-12 USD
-- source: stg_outcomes, int_task_calls, seed_human_rates, settings
-- why: puts beside each task what its models and the people who finished it cost. The log's list cost holds; a cost
--      that the source measured only where no call is found. A cost not wholly known, or in another currency, is
--      unknown. Work of people without a stated cost is worth the hourly rate of its feature
with stg_outcomes as (
    select * from stg_outcomes
),

routes as (
    select
        outcome_key,
        min(customer_id) as customer_id,
        min(feature) as feature,
        string_agg(coalesce(llm_model, '(not reported)'), ' > ' order by first_started_at, llm_model) as route,
        count(*) as llm_models,
        sum(requests) as requests,
        sum(failed_requests) as failed_requests,
        case when sum(unpriced_requests) = 0 then sum(list_cost_picousd) end as list_cost_picousd,
        case when sum(unpriced_requests) = 0 then coalesce(sum(failed_cost_picousd), 0) end as failed_cost_picousd,
        max(last_started_at) as last_started_at,
    from int_task_calls
    group by outcome_key
),

rates as (
    select
        nullif(feature, '') as feature,
        picousd_of(usd_per_hour) as picousd_per_hour,
    from seed_human_rates
),

costed as (
    select
        outcomes.outcome_key,
        coalesce(outcomes.customer_ref, routes.customer_id) as customer,
        coalesce(outcomes.benchmark, '(own traffic)') as benchmark,
        coalesce(outcomes.feature, routes.feature, '(not reported)') as feature,
        coalesce(outcomes.difficulty, '(not reported)') as difficulty,
        coalesce(
            outcomes.route,
            routes.route,
            if(
                outcomes.reasoning_effort is null or contains(outcomes.llm_model, '('),
                outcomes.llm_model,
                concat(outcomes.llm_model, ' (', outcomes.reasoning_effort, ')')
            ),
            '(not reported)'
        ) as route,
        if(routes.outcome_key is not null, 'list', 'reported') as cost_basis,
        outcomes.tasks,
        outcomes.resolved_tasks,
        routes.requests,
        coalesce(routes.failed_requests, outcomes.attempts - outcomes.tasks) as failed_requests,
        coalesce(routes.llm_models > 1, contains(outcomes.route, ' > '), false) as is_escalated,
        case
            when routes.outcome_key is not null then routes.list_cost_picousd
            when outcomes.currency = 'USD' then picousd_of(outcomes.cost)
        end as model_cost_picousd,
        routes.failed_cost_picousd,
        outcomes.human_minutes,
        coalesce(
            case when outcomes.currency = 'USD' then picousd_of(outcomes.human_cost) end,
            (outcomes.human_minutes::decimal(18, 6) * 1000000)::hugeint
            * coalesce(feature_rates.picousd_per_hour, usual_rates.picousd_per_hour) // 60000000
        ) as human_cost_picousd,
        coalesce(outcomes.evaluated_at, routes.last_started_at) as closed_at,
    from stg_outcomes as outcomes
    left join routes
        on outcomes.outcome_key = routes.outcome_key
    left join rates as feature_rates
        on coalesce(outcomes.feature, routes.feature) = feature_rates.feature
    left join rates as usual_rates
        on usual_rates.feature is null
),

dated as (
    select
        costed.*,
        date_trunc('week', utc_date(closed_at))::date as week_date,
        month_of(reporting_day(utc_date(closed_at), closed_at, settings.reporting_time_zone)) as month_date,
    from costed
    cross join settings
)

select * from dated
