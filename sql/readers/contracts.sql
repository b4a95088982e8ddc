-- grain: one row per commitment to a provider
-- key: file_id, line_no
-- units: billing_currency (contract_commitment_cost), Percent (discount_percent), input tokens per output token
--        (input_output_ratio), shares from 0 to 1 (ratio_tolerance_share)
-- source: contracts.csv, kept by hand; names as in the contract commitments of FOCUS 1.3
-- why: a discount is given for an amount and a shape of traffic; both are known only from the paper it is written on.
-- dataset: contracts
-- version: 1
-- files: **/*.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    contract_id: VARCHAR required
--    provider: VARCHAR required
--    llm_model: VARCHAR
--    project_id: VARCHAR
--    billing_currency: VARCHAR
--    contract_commitment_cost: VARCHAR
--    discount_percent: VARCHAR
--    input_output_ratio: VARCHAR
--    ratio_tolerance_share: VARCHAR
--    contract_period_start: VARCHAR required
--    contract_period_end: VARCHAR required
with written_contracts as (
    select
        *,
        date_of(contract_period_start) as first_day,
        date_of(contract_period_end) as end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when contract_id is null or provider is null then 'missing_value'
            when is_bad_decimal12(contract_commitment_cost) or decimal12_of(contract_commitment_cost) < 0
                then 'bad_amount'
            when contract_commitment_cost is not null
                and not coalesce(regexp_full_match(billing_currency, '[A-Z]{3}'), false) then 'bad_currency'
            when is_bad_decimal12(discount_percent) or decimal12_of(discount_percent) not between 0 and 100
                then 'bad_discount'
            when is_bad_decimal12(input_output_ratio) or decimal12_of(input_output_ratio) <= 0
                or is_bad_decimal12(ratio_tolerance_share) or decimal12_of(ratio_tolerance_share) <= 0 then 'bad_ratio'
            when first_day is null or end_day is null then 'bad_date'
            when end_day <= first_day then 'bad_validity'
        end as reject_reason,
    from written_contracts
),

contracts as (
    select
        source,
        file_id,
        line_no,
        contract_id,
        provider,
        llm_model,
        project_id,
        billing_currency,
        decimal12_of(contract_commitment_cost) as contract_commitment_cost,
        decimal12_of(discount_percent) as discount_percent,
        decimal12_of(input_output_ratio) as input_output_ratio,
        decimal12_of(ratio_tolerance_share) as ratio_tolerance_share,
        first_day as contract_period_start,
        end_day as contract_period_end,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'contract_id or provider is empty, expected both'
            when 'bad_amount' then concat(
                'contract_commitment_cost is ', contract_commitment_cost, ', expected a decimal from 0 with 12 places')
            when 'bad_currency' then concat(
                'billing_currency is ', coalesce(billing_currency, 'empty'), ', expected ISO 4217')
            when 'bad_discount' then concat('discount_percent is ', discount_percent, ', expected 0 to 100')
            when 'bad_ratio' then concat(
                'input_output_ratio, ratio_tolerance_share are ',
                concat_ws(', ', input_output_ratio, ratio_tolerance_share), '; expected decimals above 0')
            when 'bad_date' then concat(
                'contract_period_start, contract_period_end are ',
                concat_ws(', ', coalesce(contract_period_start, 'empty'), coalesce(contract_period_end, 'empty')),
                '; expected YYYY-MM-DD')
            when 'bad_validity' then concat(
                'contract_period_end ', contract_period_end, ' is not after ', contract_period_start)
        end as reject_detail,
    from checked
)

select * from contracts
