-- grain: one row per charge period (a day where the invoice has days), provider, account, model, meter and currency
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: quantities in Tokens or Requests, billed_cost in billing_currency, _usd in USD
-- source: int_invoice_residuals
-- why: what the provider billed against what we logged, and why they differ. The nine parts add up to the residual to
--      the last picodollar; what no rule here explains is unknown, never spread. Amounts in other currencies stand on
--      their own rows, in USD at the rate of the day that the period begins on, without USD where nobody states one
with int_invoice_residuals as (
    select * from int_invoice_residuals
),

reconciliation as (
    select
        account_id,
        provider,
        llm_model,
        meter,
        billing_currency,
        status,
        case when status = 'reconciled' then 'reconciled' else 'measured' end as cost_evidence,
        coalesce(charge_lines, 0) as charge_lines,
        coalesce(lines_without_rate, 0) as lines_without_rate,
        billed_quantity::decimal(38, 6) as billed_quantity,
        logged_quantity::bigint as logged_quantity,
        (billed_quantity - logged_quantity::decimal(38, 6))::decimal(38, 6) as residual_quantity,
        coalesce(unpriced_quantity, 0)::bigint as unpriced_quantity,
        coalesce(charged_amount + credited_amount, 0)::decimal(38, 18) as billed_cost,
        usd(charged_picousd + credited_picousd) as billed_cost_usd,
        usd(logged_picousd) as logged_cost_usd,
        usd(charge_residual_picousd + credited_picousd) as residual_usd,
        usd(abs(charge_residual_picousd + credited_picousd)) as absolute_residual_usd,
        usd(unlogged_picousd) as unlogged_usd,
        usd(if(charged_picousd is null, null, hidden_reasoning_picousd)) as hidden_reasoning_usd,
        usd(if(charged_picousd is null, null, price_picousd)) as price_usd,
        usd(if(charged_picousd is null, null, tier_picousd)) as tier_usd,
        usd(if(charged_picousd is null, null, geo_picousd)) as geo_usd,
        usd(credited_picousd) as credits_usd,
        usd(if(charged_picousd is null, null, timing_picousd)) as timing_usd,
        usd(rounding_picousd) as rounding_usd,
        usd(unknown_picousd) as unknown_usd,
        usd(tax_picousd) as tax_usd,
        rate as usd_per_unit,
        coalesce(is_quantity_derived, false) as is_quantity_derived,
        coalesce(is_quantity_reported, false) as is_quantity_reported,
        is_logged_cost_lower_bound,
        period_start_date,
        period_end_date,
        period_start_at,
        period_end_at,
    from int_invoice_residuals
)

select * from reconciliation
