-- grain: one row per customer, billing period and plan that limits five hours or a week
-- key: customer_id, period_start_date, plan_id
-- units: _millionths in 10^-6 of the plan's limit_unit
-- source: int_customer_costs_by_hour, int_usage_windows, int_plan_usage, stg_plans, settings
-- why: what real use would have got through: hours are served in order until their window of five hours is full, and
--      of what is left until the week is full. Use that was turned away is taken as lost, not as moved to later
-- kept: build
with settings as (
    select * from settings
),

limited_plans as (
    select * from stg_plans where coalesce(five_hour_limit, weekly_limit) is not null
),

hours as (
    select
        costs.customer_id,
        costs.requests,
        costs.total_tokens,
        costs.list_cost_picousd,
        windows.window_start,
        windows.week_date,
        costs.reporting_date,
        costs.hour_start,
    from int_customer_costs_by_hour as costs
    inner join int_usage_windows as windows
        on costs.customer_id = windows.customer_id
        and windows.window_kind = 'five hours'
        and windows.week_date = date_trunc('week', costs.reporting_date)::date
        and costs.hour_start < windows.window_end
        and costs.hour_start + interval 1 hour > windows.window_start
    qualify row_number() over (
        partition by costs.customer_id, costs.reporting_date, costs.hour_start order by windows.window_start
    ) = 1
),

candidates as (
    select
        hours.customer_id,
        plans.plan_id,
        plan_quantity(plans.limit_unit, hours.total_tokens, hours.requests, hours.list_cost_picousd) as asked,
        coalesce(millionths_of(plans.five_hour_limit) * usage.quantity_millionths // 1000000, 1000000000000000000000)
            as five_hour_limit,
        coalesce(millionths_of(plans.weekly_limit) * usage.quantity_millionths // 1000000, 1000000000000000000000)
            as weekly_limit,
        hours.window_start,
        hours.week_date,
        usage.period_start_date,
        hours.hour_start,
    from hours
    inner join int_plan_usage as usage
        on hours.customer_id = usage.customer_id
        and hours.reporting_date >= usage.period_start_date
        and hours.reporting_date < usage.period_end_date
    inner join limited_plans as plans
        on usage.period_start_date >= plans.valid_from
        and usage.period_start_date < coalesce(plans.valid_to, date '9999-12-31')
),

five_hours as (
    select
        *,
        served_of(asked, sum(asked) over (
            partition by customer_id, plan_id, window_start order by hour_start, period_start_date
        ), five_hour_limit) as passed,
    from candidates
),

weeks as (
    select
        *,
        served_of(passed, sum(passed) over (
            partition by customer_id, plan_id, week_date order by hour_start, period_start_date
        ), weekly_limit) as served,
    from five_hours
),

replays as (
    select
        customer_id,
        plan_id,
        sum(asked) as asked_millionths,
        sum(served) as served_millionths,
        period_start_date,
    from weeks
    group by customer_id, plan_id, period_start_date
)

select * from replays
