-- grain: one rule that multiplies or forbids prices of one model, for one validity
-- key: provider, llm_model, service_tier?, is_batch?, region_class?, meters?, valid_from
-- units: multiplier as numerator / denominator, both whole
-- source: raw_price_modifiers
-- why: batch, tier and region rules hold for every meter and band of a model, so they are kept once and multiplied in
with settings as (
    select * from settings
),

raw_price_modifiers_in_force as (
    select raw_price_modifiers.*,
    from raw_price_modifiers
    cross join settings
    where raw_price_modifiers.is_superseded is not true
        and is_known_at(raw_price_modifiers.known_from, raw_price_modifiers.known_to, settings.known_at)
),

modifiers as (
    select
        raw_price_modifiers_in_force.* exclude (is_superseded) replace (
            coalesce(is_forbidden, false) as is_forbidden
        ),
        string_split(meters, ' ') as meter_list,
    from raw_price_modifiers_in_force
    -- The same rule in two files is one rule.
    qualify row_number() over (
        partition by
            provider, llm_model, service_tier, is_batch, region_class, meters, multiplier_numerator,
            multiplier_denominator, valid_from, valid_to
        order by known_from, file_id, line_no
    ) = 1
)

select * from modifiers
