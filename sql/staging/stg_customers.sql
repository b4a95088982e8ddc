-- grain: one id of one customer in one outside system, for one validity
-- key: external_system, external_id, valid_from
-- units: none
-- source: raw_customers
-- why: keys and workspaces are re-assigned, so the mapping is dated; half-open days, an open end is NULL
with raw_customers_in_force as (
    select * from raw_customers where is_superseded is not true
),

customers as (
    select
        raw_customers_in_force.* exclude (is_superseded) replace (
            lower(external_system) as external_system
        ),
    from raw_customers_in_force
)

select * from customers
