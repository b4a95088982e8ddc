-- grain: one row per charge period, provider, account, model, meter and currency, billed or logged or both
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: quantities in Tokens or Requests, NULL = cannot be told; _picousd in 10^-12 USD, NULL = no rate
-- source: int_invoice_matches, int_shifted_quantities, int_detail_effects
-- why: how much more was billed than logged, and as what. Calls that no log has raise billed input and output alike;
--      output beyond that, by the same factor as the input, is reasoning that no log shows. Where no input was billed
--      it may be either, and where input was, all of the excess may still be the unlogged calls': that is the interval
-- kept: build
with matches as (
    select
        *,
        logged_quantity is not null as is_logged,
        round(if(charge_lines is null, 0, billed_quantity))::hugeint as billed_units,
        coalesce(logged_cost_picousd, 0) as logged_picousd,
        if(billing_currency = 'USD', 1, usd_per_unit) as rate,
        picousd_at_rate(coalesce(charged_amount, 0), rate) as charged_picousd,
        picousd_at_rate(coalesce(credited_amount, 0), rate) as credited_picousd,
        picousd_at_rate(coalesce(tax_amount, 0), rate) as tax_picousd,
        -- Half a cent per line is what rounding to cents can explain.
        picousd_at_rate(0.005, rate) * coalesce(charge_lines, 0) as rounding_limit_picousd,
    from int_invoice_matches
),

-- Input is compared only where both sides have it.
inputs as (
    select
        provider,
        account_id,
        llm_model,
        billing_currency,
        sum(billed_units) as billed_input,
        sum(logged_quantity) as logged_input,
        period_start_at,
        period_end_at,
    from matches
    where (meter in ('uncached_input', 'cache_read') or starts_with(meter, 'cache_write'))
        and billed_units is not null and logged_quantity > 0
    group by provider, account_id, llm_model, billing_currency, period_start_at, period_end_at
),

compared as (
    select
        matches.*,
        effects.at_billed_tier_picousd,
        effects.at_billed_detail_picousd,
        coalesce(shifts.shifted_quantity, 0) as shifted_units,
        matches.billed_units - matches.logged_quantity - shifted_units as excess_units,
        inputs.billed_input > 0 as is_input_billed,
        case
            when matches.meter = 'output' and inputs.billed_input > 0
                then greatest(
                    0, matches.logged_quantity * (inputs.billed_input - inputs.logged_input) // inputs.logged_input
                )
        end as unlogged_output_units,
    from matches
    left join int_shifted_quantities as shifts using (
        period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
    )
    left join int_detail_effects as effects using (
        period_start_at, period_end_at, provider, account_id, llm_model, meter
    )
    left join inputs using (period_start_at, period_end_at, provider, account_id, llm_model, billing_currency)
),

excesses as (
    select
        *,
        case
            when not is_logged then coalesce(billed_units, 0)
            when excess_units <= 0 or meter = '(not named)' then 0
            when meter <> 'output' then excess_units
            else least(excess_units, coalesce(unlogged_output_units, 0))
        end as unlogged_units,
        meter = 'output' and excess_units is not null as is_output_compared,
        if(is_output_compared and is_input_billed, greatest(0, excess_units - unlogged_units), null) as hidden_units,
        if(
            is_output_compared, if(coalesce(unlogged_output_units, 1) = 0, greatest(0, excess_units), 0), null
        ) as hidden_units_lower,
        if(is_output_compared, greatest(0, excess_units), null) as hidden_units_upper,
    from compared
)

select * from excesses
