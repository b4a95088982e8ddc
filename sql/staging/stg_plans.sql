-- grain: one plan for one validity of its price
-- key: plan_id, valid_from
-- units: base_fee and overage_price in currency; included_quantity and overage_block in included_unit
-- source: raw_plans
-- why: price changes are new rows with adjoining days
with raw_plans_in_force as (
    select * from raw_plans where is_superseded is not true
),

plans as (
    select raw_plans_in_force.* exclude (is_superseded),
    from raw_plans_in_force
)

select * from plans
