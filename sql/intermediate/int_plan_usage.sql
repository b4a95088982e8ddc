-- grain: one row per customer and billing period in which the customer made requests
-- key: customer_id, period_start_date
-- units: total_tokens in Tokens, list_cost_picousd in 10^-12 USD; days half-open; quantity_millionths in 10^-6 seats
-- source: int_costs_by_day, int_customer_plans
-- why: what a plan includes begins anew at the billing anchor, not at the first of the month. The anchor, the seats and
--      the discount are those of the subscription that began last; without one the calendar month is the period
-- kept: build
with int_costs_by_day as (
    select * from int_costs_by_day
),

int_customer_plans as (
    select * from int_customer_plans
),

anchors as (
    select
        customer_id,
        arg_max(billing_anchor_day, (start_date, subscription_id)) as billing_anchor_day,
    from int_customer_plans
    group by customer_id
),

customer_days as (
    select
        customer_id,
        sum(requests) as requests,
        sum(unpriced_requests) as unpriced_requests,
        sum(total_tokens) as total_tokens,
        sum(list_cost_picousd) as list_cost_picousd,
        reporting_date,
        max(reporting_date) over () as last_date,
    from int_costs_by_day
    where customer_id <> '(unattributed)'
    group by customer_id, reporting_date
),

periods as (
    select
        customer_days.customer_id,
        coalesce(anchors.billing_anchor_day, 1) as anchor_day,
        sum(customer_days.requests) as requests,
        sum(customer_days.unpriced_requests) as unpriced_requests,
        sum(customer_days.total_tokens) as total_tokens,
        sum(customer_days.list_cost_picousd) as list_cost_picousd,
        any_value(customer_days.last_date) as last_date,
        billing_period_start(customer_days.reporting_date, coalesce(anchors.billing_anchor_day, 1))
            as period_start_date,
    from customer_days
    left join anchors
        on customer_days.customer_id = anchors.customer_id
    group by all
),

dated as (
    select
        * exclude (anchor_day, last_date),
        billing_period_end(period_start_date, anchor_day) <= last_date + 1 as is_complete,
        billing_period_end(period_start_date, anchor_day) as period_end_date,
    from periods
),

-- The plan that the customer has on the last day of the period.
plan_usage as (
    select
        dated.*,
        plans.plan_id,
        coalesce(plans.quantity_millionths, 1000000) as quantity_millionths,
        coalesce(plans.discount_percent, 0) as discount_percent,
    from dated
    left join int_customer_plans as plans
        on dated.customer_id = plans.customer_id
        and dated.period_end_date - 1 >= plans.valid_from
        and dated.period_end_date - 1 < plans.valid_to
    qualify row_number() over (
        partition by dated.customer_id, dated.period_start_date
        order by plans.start_date desc nulls last, plans.subscription_id desc
    ) = 1
)

select * from plan_usage
