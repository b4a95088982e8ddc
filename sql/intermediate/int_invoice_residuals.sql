-- grain: one row per charge period, provider, account, model, meter and currency, billed or logged or both
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: _picousd in 10^-12 USD, NULL = no rate
-- source: int_invoice_excesses
-- why: why a charge is not what the logs cost at list prices. Quantities come first, at the billed price per unit; then
--      the logged quantity changes tier, then region, at list prices, and what is left of it is the price. A part that
--      cannot be told from another is unknown
-- kept: build
with int_invoice_excesses as (
    select * from int_invoice_excesses
),

-- The logged quantity at the price that the invoice charged for each unit, and what one more unit cost.
repriced as (
    select
        *,
        charged_picousd - logged_picousd as charge_residual_picousd,
        coalesce(abs(charge_residual_picousd) <= rounding_limit_picousd, false) and is_logged as is_alike,
        is_logged and unpriced_quantity = 0 and billed_units is not null
        and charged_picousd is not null and not is_alike as is_comparable,
        if(billed_units > 0, charged_picousd, logged_picousd) as unit_picousd,
        if(billed_units > 0, billed_units, logged_quantity) as units,
        case
            when is_comparable and billed_units > 0 then share_of(charged_picousd, logged_quantity, billed_units)
            when is_comparable then logged_picousd
        end as logged_at_billed_price_picousd,
    from int_invoice_excesses
),

-- A change of price within rounding is none.
effects as (
    select
        *,
        logged_at_billed_price_picousd - logged_picousd as price_change_picousd,
        is_comparable and abs(price_change_picousd) > rounding_limit_picousd as is_price_changed,
        coalesce(is_price_changed and price_change_picousd > 0, false) as is_logged_cost_lower_bound,
        case when is_price_changed then coalesce(at_billed_tier_picousd - logged_picousd, 0) else 0 end as tier_picousd,
        case
            when is_price_changed then coalesce(at_billed_detail_picousd - at_billed_tier_picousd, 0) else 0
        end as geo_picousd,
        price_change_picousd - tier_picousd - geo_picousd as price_rest_picousd,
    from repriced
),

parts as (
    select
        *,
        case
            when charge_residual_picousd is null or not is_logged then charge_residual_picousd
            when is_comparable then share_of(unit_picousd, unlogged_units, units)
            else 0
        end as unlogged_picousd,
        if(is_comparable, coalesce(share_of(unit_picousd, hidden_units, units), 0), 0)
            as hidden_reasoning_picousd,
        if(is_comparable, share_of(unit_picousd, shifted_units, units), 0) as timing_picousd,
        if(is_price_changed and abs(price_rest_picousd) > rounding_limit_picousd, price_rest_picousd, 0)
            as price_picousd,
    from effects
),

remainders as (
    select
        *,
        charge_residual_picousd - unlogged_picousd - hidden_reasoning_picousd - timing_picousd - price_picousd
        - tier_picousd - geo_picousd as rest_picousd,
        if(abs(rest_picousd) > rounding_limit_picousd, 0, rest_picousd) as rounding_picousd,
        rest_picousd - rounding_picousd as unknown_picousd,
        case
            when charged_picousd is null or unknown_picousd <> 0 or unpriced_quantity > 0 then 'open'
            when credited_picousd = 0 and rest_picousd = charge_residual_picousd then 'reconciled'
            else 'explained'
        end as status,
    from parts
)

select * from remainders
