-- grain: one row per subscription that counts and validity of its plan
-- key: subscription_id, valid_from
-- units: quantity_millionths in 10^-6 seats or units, discount_percent in Percent; days half-open
-- source: stg_subscriptions, stg_plans
-- why: what a customer is entitled to on a day is the plan's row of that day times the seats
-- kept: build
with stg_subscriptions as (
    select * from stg_subscriptions
),

stg_plans as (
    select * from stg_plans
),

customer_plans as (
    select
        subscriptions.subscription_id,
        subscriptions.customer_id,
        subscriptions.plan_id,
        millionths_of(coalesce(subscriptions.quantity, 1)) as quantity_millionths,
        coalesce(subscriptions.discount_percent, 0) as discount_percent,
        coalesce(subscriptions.billing_anchor_day, 1) as billing_anchor_day,
        stg_plans.included_quantity,
        stg_plans.included_unit,
        stg_plans.five_hour_limit,
        stg_plans.weekly_limit,
        stg_plans.limit_unit,
        subscriptions.start_date,
        greatest(subscriptions.start_date, stg_plans.valid_from) as valid_from,
        least(
            coalesce(subscriptions.end_date, date '9999-12-31'), coalesce(stg_plans.valid_to, date '9999-12-31')
        ) as valid_to,
    from stg_subscriptions as subscriptions
    inner join stg_plans
        on subscriptions.plan_id = stg_plans.plan_id
        and subscriptions.start_date < coalesce(stg_plans.valid_to, date '9999-12-31')
        and coalesce(subscriptions.end_date, date '9999-12-31') > stg_plans.valid_from
    where coalesce(subscriptions.status, 'active') not in ('incomplete', 'incomplete_expired', 'paused')
)

select * from customer_plans
