-- why: an explanation that does not add up to what it explains is none
with offences as (
    select
        period_start_date,
        provider,
        account_id,
        llm_model,
        meter,
        billing_currency,
        residual_usd,
        unlogged_usd + hidden_reasoning_usd + price_usd + tier_usd + geo_usd + credits_usd + timing_usd + rounding_usd
        + unknown_usd as parts_usd,
    from mart_invoice_reconciliation
    where
        residual_usd is distinct from parts_usd
        or residual_usd is distinct from billed_cost_usd - logged_cost_usd
)

select * from offences
