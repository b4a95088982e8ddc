-- grain: one subscription of one customer to one plan
-- key: subscription_id
-- units: discount_percent in Percent; quantity in seats or units
-- source: raw_subscriptions
-- why: a change of plan is a new subscription with adjoining days; what a billing system delivers again counts once, as
--      it was delivered last
with raw_subscriptions_in_force as (
    select * from raw_subscriptions where is_superseded is not true
),

subscriptions as (
    select raw_subscriptions_in_force.* exclude (is_superseded),
    from raw_subscriptions_in_force
    qualify row_number() over (
        partition by subscription_id, start_date
        order by commit_no desc nulls last, file_id, line_no desc
    ) = 1
)

select * from subscriptions
