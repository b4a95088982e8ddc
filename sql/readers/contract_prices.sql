-- grain: one row per price or discount that a contract agrees
-- key: file_id, line_no
-- units: price_picousd_per_unit in 10^-12 USD per Token or Request; discount_percent in Percent of the list price
-- source: contract_prices.csv, kept by hand from what is signed
-- why: who has a contract pays other prices than the list. A row names whom and what it is for and leaves open what it
--      does not narrow down; it says either a price per unit or a discount, never both.
-- dataset: contract_prices
-- version: 1
-- files: **/*contract_prices.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    contract_id: VARCHAR required
--    provider: VARCHAR required
--    llm_model: VARCHAR
--    meter: VARCHAR
--    service_tier: VARCHAR
--    customer_id: VARCHAR
--    project_id: VARCHAR
--    discount_percent: VARCHAR
--    price_usd: VARCHAR
--    pricing_unit: VARCHAR
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
--    known_from: VARCHAR
--    known_to: VARCHAR
--    price_source: VARCHAR required
--    source_row: VARCHAR
with parsed as (
    select
        *,
        decimal12_of(discount_percent) as discount,
        split_part(pricing_unit, ' ', 2) as unit,
        picousd_per_unit(price_usd, pricing_unit_power(pricing_unit)) as price_picousd,
        unit_of_meter(meter) as expected_unit,
        price_limit_of_meter(meter) as price_limit,
    from source_records
),

checked as (
    select
        *,
        case
            when contract_id is null or provider is null or price_source is null then 'missing_value'
            when not coalesce(is_meter(meter), meter is null) then 'unknown_meter'
            when (price_usd is null) = (discount_percent is null) then 'price_or_discount'
            when discount_percent is not null and not coalesce(discount between 0 and 100, false) then 'bad_discount'
            when price_usd is not null and (llm_model is null or meter is null) then 'price_of_nothing'
            when price_usd is not null and (pricing_unit_power(pricing_unit) is null or unit <> expected_unit)
                then 'bad_pricing_unit'
            when price_usd is not null and (price_picousd is null or price_picousd > price_limit) then 'bad_price'
            when not is_validity(valid_from, valid_to) or not is_validity(coalesce(known_from, valid_from), known_to)
                then 'bad_validity'
        end as reject_reason,
    from parsed
),

contract_prices as (
    select
        source,
        file_id,
        line_no,
        contract_id,
        provider,
        llm_model,
        meter,
        lower(service_tier) as service_tier,
        customer_id,
        project_id,
        discount as discount_percent,
        price_picousd as price_picousd_per_unit,
        timestamp_of(valid_from) as valid_from,
        timestamp_of(valid_to) as valid_to,
        timestamp_of(coalesce(known_from, valid_from)) as known_from,
        timestamp_of(known_to) as known_to,
        price_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no contract_id, provider or price_source, expected all three'
            when 'unknown_meter' then concat(
                'meter is ', meter, ', expected one of the meters of columns.csv, or nothing')
            when 'price_or_discount' then 'price_usd and discount_percent: expected exactly one of them'
            when 'bad_discount' then concat('discount_percent is ', discount_percent, ', expected 0 to 100')
            when 'price_of_nothing' then 'a price_usd stands without llm_model or meter, expected both'
            when 'bad_pricing_unit' then concat(
                'pricing_unit is ', pricing_unit, ', expected a power of ten and ', expected_unit,
                ', such as 1000000 Tokens')
            when 'bad_price' then concat(
                'price_usd is ', price_usd, ' per ', pricing_unit,
                ', expected a whole number of 10^-12 USD per unit, at most 1000 USD per million tokens')
            when 'bad_validity' then concat(
                'valid from ', valid_from, ' to ', valid_to, ', known from ', known_from, ' to ', known_to,
                ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from contract_prices
