-- grain: one row per line of a price book
-- key: file_id, line_no
-- units: price_picousd_per_unit in 10^-12 USD per Token, Request or Token-Hour; context_threshold_tokens in Tokens
-- source: our own dated price CSV (sql/seeds/prices/*_prices.csv, or a file of the same form)
-- why: people read prices as USD per million tokens with a day; the lake keeps whole picodollars per unit with an
--      instant. A price that is no whole picodollar is refused, so nothing is rounded. An empty cell means: standard
--      tier, no batch, global region, from the first token, still in force, known since it came into force.
-- dataset: prices
-- version: 2
-- files: **/*_prices.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    provider: VARCHAR required
--    llm_model: VARCHAR required
--    meter: VARCHAR required
--    service_tier: VARCHAR
--    is_batch: VARCHAR
--    region_class: VARCHAR
--    context_threshold_tokens: VARCHAR
--    threshold_operator: VARCHAR
--    pricing_unit: VARCHAR required
--    price_usd: VARCHAR required
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
--    known_from: VARCHAR
--    known_to: VARCHAR
--    price_source: VARCHAR required
--    source_row: VARCHAR
with parsed as (
    select
        *,
        split_part(pricing_unit, ' ', 2) as unit,
        picousd_per_unit(price_usd, pricing_unit_power(pricing_unit)) as price_picousd,
        try_cast(coalesce(context_threshold_tokens, '0') as bigint) as threshold_tokens,
        unit_of_meter(meter) as expected_unit,
        price_limit_of_meter(meter) as price_limit,
    from source_records
),

checked as (
    select
        *,
        case
            when provider is null or llm_model is null or price_source is null then 'missing_value'
            when not coalesce(is_meter(meter), false) then 'unknown_meter'
            when pricing_unit_power(pricing_unit) is null or unit <> expected_unit then 'bad_pricing_unit'
            when not coalesce(is_decimal_text(price_usd), false) then 'bad_price'
            when price_picousd is null then 'price_not_whole_picodollars'
            when price_picousd > price_limit then 'price_out_of_range'
            when lower(coalesce(is_batch, 'false')) not in ('true', 'false') then 'bad_boolean'
            when threshold_tokens is null or threshold_tokens < 0
                or (threshold_tokens > 0) <> coalesce(threshold_operator in ('>', '>='), false) then 'bad_threshold'
            when not is_validity(valid_from, valid_to) or not is_validity(coalesce(known_from, valid_from), known_to)
                then 'bad_validity'
        end as reject_reason,
    from parsed
),

prices as (
    select
        source,
        file_id,
        line_no,
        provider,
        llm_model,
        meter,
        coalesce(lower(service_tier), 'standard') as service_tier,
        coalesce(try_cast(is_batch as boolean), false) as is_batch,
        coalesce(lower(region_class), 'global') as region_class,
        threshold_tokens as context_threshold_tokens,
        if(threshold_tokens > 0, threshold_operator, null) as threshold_operator,
        unit,
        price_picousd as price_picousd_per_unit,
        timestamp_of(valid_from) as valid_from,
        timestamp_of(valid_to) as valid_to,
        timestamp_of(coalesce(known_from, valid_from)) as known_from,
        timestamp_of(known_to) as known_to,
        price_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no provider, llm_model or price_source, expected all three'
            when 'unknown_meter' then concat('meter is ', meter, ', expected one of the meters of columns.csv')
            when 'bad_pricing_unit' then concat(
                'pricing_unit is ', pricing_unit, ', expected a power of ten and ', expected_unit,
                ', such as 1000000 Tokens')
            when 'bad_price' then concat('price_usd is ', price_usd, ', expected a number such as 3.75')
            when 'price_not_whole_picodollars' then concat(
                'price_usd is ', price_usd, ' per ', pricing_unit, ', expected a whole number of 10^-12 USD per unit')
            when 'price_out_of_range' then concat(
                'price_usd is ', price_usd, ' per ', pricing_unit,
                ', expected at most 1000 USD per million tokens and 1 USD per request')
            when 'bad_boolean' then concat('is_batch is ', is_batch, ', expected true, false or nothing')
            when 'bad_threshold' then concat(
                'context_threshold_tokens is ', context_threshold_tokens, ' with ', threshold_operator,
                ', expected both, a whole number and > or >=, or neither')
            when 'bad_validity' then concat(
                'valid from ', valid_from, ' to ', valid_to, ', known from ', known_from, ' to ', known_to,
                ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from prices
