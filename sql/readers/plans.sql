-- grain: one row per plan and price validity
-- key: file_id, line_no
-- units: currency (base_fee, overage_price), included_unit (included_quantity, overage_block), limit_unit (limits)
-- source: plans.csv, kept by hand
-- why: a price change is a new row with its own validity; amounts are read from text to the last digit. A plan may
--      limit what is used in five hours and in a week; usd limits count usage at list prices.
-- dataset: plans
-- version: 2
-- files: **/*.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    plan_id: VARCHAR required
--    plan_name: VARCHAR required
--    currency: VARCHAR required
--    base_fee: VARCHAR required
--    interval: VARCHAR required
--    included_quantity: VARCHAR
--    included_unit: VARCHAR
--    overage_price: VARCHAR
--    overage_block: VARCHAR
--    five_hour_limit: VARCHAR
--    weekly_limit: VARCHAR
--    limit_unit: VARCHAR
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
with written_plans as (
    select
        *,
        date_of(valid_from) as first_day,
        date_of(valid_to) as end_day,
    from source_records
),

checked as (
    select
        *,
        case
            when plan_id is null or plan_name is null or base_fee is null then 'missing_value'
            when is_bad_decimal12(base_fee) or is_bad_decimal12(overage_price) then 'bad_amount'
            when is_bad_decimal12(included_quantity) or is_bad_count(overage_block) then 'bad_quantity'
            when is_bad_decimal12(five_hour_limit) or is_bad_decimal12(weekly_limit) then 'bad_limit'
            when coalesce(five_hour_limit, weekly_limit) is not null and not is_plan_unit(limit_unit)
                then 'bad_limit_unit'
            when not coalesce(regexp_full_match(currency, '[A-Z]{3}'), false) then 'bad_currency'
            when "interval" is null or "interval" not in ('month', 'year') then 'bad_interval'
            when first_day is null or (valid_to is not null and end_day is null) then 'bad_date'
            when end_day <= first_day then 'bad_validity'
        end as reject_reason,
    from written_plans
),

plans as (
    select
        source,
        file_id,
        line_no,
        plan_id,
        plan_name,
        currency,
        decimal12_of(base_fee) as base_fee,
        "interval",
        decimal12_of(included_quantity) as included_quantity,
        included_unit,
        decimal12_of(overage_price) as overage_price,
        count_of(overage_block) as overage_block,
        decimal12_of(five_hour_limit) as five_hour_limit,
        decimal12_of(weekly_limit) as weekly_limit,
        limit_unit,
        first_day as valid_from,
        end_day as valid_to,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'plan_id, plan_name or base_fee is empty, expected all three'
            when 'bad_amount' then concat(
                'base_fee, overage_price are ', concat_ws(', ', base_fee, overage_price),
                '; expected decimals that fit 12 places')
            when 'bad_quantity' then concat(
                'included_quantity, overage_block are ', concat_ws(', ', included_quantity, overage_block),
                '; expected a decimal and a whole number')
            when 'bad_limit' then concat(
                'five_hour_limit, weekly_limit are ', concat_ws(', ', five_hour_limit, weekly_limit),
                '; expected decimals that fit 12 places')
            when 'bad_limit_unit' then concat(
                'limit_unit is ', coalesce(limit_unit, 'empty'), ', expected tokens, requests or usd')
            when 'bad_currency' then concat('currency is ', coalesce(currency, 'empty'), ', expected ISO 4217')
            when 'bad_interval' then concat('interval is ', coalesce("interval", 'empty'), ', expected month or year')
            when 'bad_date' then concat(
                'valid_from, valid_to are ', concat_ws(', ', coalesce(valid_from, 'empty'), valid_to),
                '; expected YYYY-MM-DD')
            when 'bad_validity' then concat('valid_to ', valid_to, ' is not after valid_from ', valid_from)
        end as reject_detail,
    from checked
)

select * from plans
