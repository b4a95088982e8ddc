-- grain: one row per column that names a customer, name in it and validity of what it stands for
-- key: request_column, external_id, valid_from
-- units: none
-- source: stg_customers, seed_external_systems
-- why: two systems may name a customer alike; cut where the next mapping starts, they never match one row twice
-- kept: build
with stg_customers as (
    select * from stg_customers
),

seed_external_systems as (
    select * from seed_external_systems
),

mappings as (
    select
        seed_external_systems.request_column,
        stg_customers.external_id,
        min(stg_customers.customer_id) as customer_id,
        stg_customers.valid_from,
        least(
            max(coalesce(stg_customers.valid_to, '9999-12-31'::date)),
            coalesce(
                lead(stg_customers.valid_from) over (
                    partition by seed_external_systems.request_column, stg_customers.external_id
                    order by stg_customers.valid_from
                ), '9999-12-31'::date)
        ) as valid_to,
    from stg_customers
    inner join seed_external_systems
        on stg_customers.external_system = seed_external_systems.external_system
    group by seed_external_systems.request_column, stg_customers.external_id, stg_customers.valid_from
)

select * from mappings
