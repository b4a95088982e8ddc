-- grain: one price or discount of a contract, for what it names and one validity
-- key: contract_id, provider, llm_model?, meter?, service_tier?, customer_id?, project_id?, valid_from
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; discount_percent in Percent
-- source: raw_contract_prices
-- why: contracts are asked as they were known at settings.known_at, like the price book that they override
with settings as (
    select * from settings
),

raw_contract_prices_in_force as (
    select raw_contract_prices.* exclude (is_superseded),
    from raw_contract_prices
    cross join settings
    where raw_contract_prices.is_superseded is not true
        and is_known_at(raw_contract_prices.known_from, raw_contract_prices.known_to, settings.known_at)
),

contract_prices as (
    select *
    from raw_contract_prices_in_force
    -- The same row in two files is one row; rows that disagree stay, and a check names them.
    qualify row_number() over (
        partition by
            contract_id, provider, llm_model, meter, service_tier, customer_id, project_id, discount_percent,
            price_picousd_per_unit, valid_from, valid_to
        order by known_from, file_id, line_no
    ) = 1
)

select * from contract_prices
