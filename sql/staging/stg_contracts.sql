-- grain: one commitment to a provider
-- key: contract_id
-- units: amounts in billing_currency; days half-open
-- source: raw_contracts
-- why: a contract that stands in several deliveries counts once; the delivery committed last is the word that holds
with raw_contracts_in_force as (
    select * from raw_contracts where is_superseded is not true
),

contracts as (
    select raw_contracts_in_force.* exclude (is_superseded),
    from raw_contracts_in_force
    qualify row_number() over (
        partition by contract_id
        order by commit_no desc nulls last, file_id, line_no desc
    ) = 1
)

select * from contracts
