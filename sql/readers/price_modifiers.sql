-- grain: one row per rule that multiplies or forbids prices
-- key: file_id, line_no
-- units: multiplier as numerator / denominator, both whole
-- source: our own dated rules CSV (sql/seeds/prices/*_modifiers.csv, or a file of the same form)
-- why: batch, tier and region multiply every price of a model alike, so they are written once. A multiplier is written
--      as 0.5, 1.1 or 7/4, or as the word forbidden for a combination that the provider does not sell.
-- dataset: price_modifiers
-- version: 1
-- files: **/*_modifiers.csv
-- format: csv closed
-- append: whole
-- rewrite: replace
-- record:
--    provider: VARCHAR required
--    llm_model: VARCHAR required
--    service_tier: VARCHAR
--    is_batch: VARCHAR
--    region_class: VARCHAR
--    meters: VARCHAR
--    multiplier: VARCHAR required
--    valid_from: VARCHAR required
--    valid_to: VARCHAR
--    known_from: VARCHAR
--    known_to: VARCHAR
--    price_source: VARCHAR required
--    source_row: VARCHAR
with parsed as (
    select
        *,
        multiplier = 'forbidden' as is_forbidden,
        lower(is_batch) = 'true' as is_batch_rule,
        split_part(multiplier, '/', 1) as upper_text,
        if(contains(multiplier, '/'), split_part(multiplier, '/', 2), '1') as lower_text,
        (service_tier is not null)::integer + (region_class is not null)::integer + (is_batch is not null)::integer
            as condition_count,
        list_filter(
            string_split(coalesce(meters, 'tokens'), ' '), lambda meter: meter <> 'tokens' and not is_meter(meter)
        ) as unknown_meters,
    from source_records
),

scaled as (
    select
        *,
        if(is_decimal_text(upper_text) and regexp_full_match(lower_text, '[1-9][0-9]{0,5}'),
            shifted_digits(decimal_digits(upper_text), decimal_power(upper_text) + 6), null) as numerator_e6,
        try_cast(lower_text as bigint) * 1000000 as denominator_e6,
    from parsed
),

checked as (
    select
        *,
        case
            when provider is null or llm_model is null or price_source is null then 'missing_value'
            when lower(coalesce(is_batch, 'true')) not in ('true', 'false') then 'bad_boolean'
            when is_forbidden and condition_count = 0 then 'bad_condition'
            when not is_forbidden and (condition_count <> 1 or not coalesce(is_batch_rule, true)) then 'bad_condition'
            when not is_forbidden and (numerator_e6 is null or numerator_e6 > 100000000) then 'bad_multiplier'
            when len(unknown_meters) > 0 then 'unknown_meter'
            when not is_validity(valid_from, valid_to) or not is_validity(coalesce(known_from, valid_from), known_to)
                then 'bad_validity'
        end as reject_reason,
        gcd(numerator_e6, denominator_e6) as common_divisor,
    from scaled
),

modifiers as (
    select
        source,
        file_id,
        line_no,
        provider,
        llm_model,
        lower(service_tier) as service_tier,
        lower(region_class) as region_class,
        if(is_forbidden, null, coalesce(meters, 'tokens')) as meters,
        if(is_forbidden, null, numerator_e6 // common_divisor)::bigint as multiplier_numerator,
        if(is_forbidden, null, denominator_e6 // common_divisor)::bigint as multiplier_denominator,
        is_batch_rule as is_batch,
        is_forbidden,
        timestamp_of(valid_from) as valid_from,
        timestamp_of(valid_to) as valid_to,
        timestamp_of(coalesce(known_from, valid_from)) as known_from,
        timestamp_of(known_to) as known_to,
        price_source,
        coalesce(source_row, 'line ' || line_no) as source_row,
        reject_reason,
        case reject_reason
            when 'missing_value' then 'found no provider, llm_model or price_source, expected all three'
            when 'bad_boolean' then concat('is_batch is ', is_batch, ', expected true, false or nothing')
            when 'bad_condition' then concat(
                'tier ', service_tier, ', batch ', is_batch, ', region ', region_class,
                ', expected exactly one of them, or any of them where the multiplier is forbidden')
            when 'bad_multiplier' then concat('multiplier is ', multiplier, ', expected 0 to 100, such as 0.5 or 7/4')
            when 'unknown_meter' then concat(
                'meters has ', array_to_string(unknown_meters, ' '), ', expected tokens or meters of columns.csv')
            when 'bad_validity' then concat(
                'valid from ', valid_from, ' to ', valid_to, ', known from ', known_from, ' to ', known_to,
                ', expected ISO instants that end after they start')
        end as reject_detail,
    from checked
)

select * from modifiers
