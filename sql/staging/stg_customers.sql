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
    -- The same mapping in two files is one mapping.
    qualify row_number() over (
        partition by lower(raw_customers_in_force.external_system), external_id, customer_id, valid_from, valid_to
        order by commit_no desc nulls last, file_id, line_no
    ) = 1
)

select * from customers
