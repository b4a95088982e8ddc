-- kept: build
-- grain: one meter that one rule of one model multiplies, in one span
-- key: provider, llm_model, valid_from, dimension, target, meter
-- units: multiplier as numerator / denominator, both whole; valid_to exclusive
-- source: int_price_spans, stg_price_modifiers
-- why: a rule names its meters as a list or as all tokens; laid out by meter, a meter that no rule speaks of stays
--      without a price in the tier, the batch or the region instead of getting the base price
with int_price_spans as (
    select * from int_price_spans
),

stg_price_modifiers as (
    select * from stg_price_modifiers
),

rules_in_spans as (
    select
        int_price_spans.provider,
        int_price_spans.llm_model,
        int_price_spans.valid_from,
        int_price_spans.valid_to,
        stg_price_modifiers.service_tier,
        stg_price_modifiers.region_class,
        stg_price_modifiers.meter_list,
        stg_price_modifiers.multiplier_numerator,
        stg_price_modifiers.multiplier_denominator,
    from int_price_spans
    inner join stg_price_modifiers
        on int_price_spans.provider = stg_price_modifiers.provider
        and int_price_spans.llm_model = stg_price_modifiers.llm_model
        and int_price_spans.valid_from >= stg_price_modifiers.valid_from
        and int_price_spans.valid_from < coalesce(stg_price_modifiers.valid_to, 'infinity'::timestamptz)
    where not stg_price_modifiers.is_forbidden
),

rules_by_meter as (
    select
        provider,
        llm_model,
        valid_from,
        valid_to,
        case
            when service_tier is not null then 'tier'
            when region_class is not null then 'region'
            else 'batch'
        end as dimension,
        coalesce(service_tier, region_class, 'batch') as target,
        unnest(case when meter_list = ['tokens'] then token_meters() else meter_list end) as meter,
        multiplier_numerator,
        multiplier_denominator,
    from rules_in_spans
)

select * from rules_by_meter
