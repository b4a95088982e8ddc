-- grain: one row per charge period (a day where the invoice has days), provider, account, model, meter and currency
-- key: period_start_date, period_end_date, provider, account_id, llm_model, meter, billing_currency
-- units: quantities in Tokens or Requests, billed_cost in billing_currency, _usd in USD
-- source: int_invoice_matches
-- why: what the provider billed against what we logged, and why they differ. The nine parts add up to the residual to
--      the last picodollar; what no rule here explains is unknown, never spread. Amounts in other currencies stand on
--      their own rows without USD. hidden_reasoning, tier, geo and timing need models of their own and are 0 until then
with int_invoice_matches as (
    select * from int_invoice_matches
),

amounts as (
    select
        *,
        logged_quantity is not null as is_logged,
        coalesce(logged_cost_picousd, 0) as logged_picousd,
        case when billing_currency = 'USD' then picousd_of(coalesce(charged_amount, 0)) end as charged_picousd,
        case when billing_currency = 'USD' then picousd_of(coalesce(credited_amount, 0)) end as credited_picousd,
        case when billing_currency = 'USD' then picousd_of(coalesce(tax_amount, 0)) end as tax_picousd,
        -- Half a cent per line is what rounding to cents can explain.
        5000000000 * coalesce(charge_lines, 0) as rounding_limit_picousd,
        round(billed_quantity)::hugeint as billed_units,
    from int_invoice_matches
),

-- What the logged quantity costs at the price that the invoice charged for each unit.
repriced as (
    select
        *,
        charged_picousd - logged_picousd as charge_residual_picousd,
        case
            when is_logged and unpriced_quantity = 0 and billed_units > 0
                then charged_picousd * logged_quantity // billed_units
        end as logged_at_billed_price_picousd,
    from amounts
),

-- Output beyond the logs may be hidden reasoning, so only the other meters can tell unlogged calls from it.
explained as (
    select
        *,
        case
            when charge_residual_picousd is null or not is_logged then charge_residual_picousd
            when abs(charge_residual_picousd) <= rounding_limit_picousd then 0
            when billed_units > logged_quantity and meter not in ('output', '(not named)')
                then coalesce(charged_picousd - logged_at_billed_price_picousd, 0)
            else 0
        end as unlogged_picousd,
        case
            when charge_residual_picousd is null then null
            when not is_logged or abs(charge_residual_picousd) <= rounding_limit_picousd then 0
            when abs(logged_at_billed_price_picousd - logged_picousd) > rounding_limit_picousd
                then logged_at_billed_price_picousd - logged_picousd
            else 0
        end as price_picousd,
    from repriced
),

remainders as (
    select
        *,
        charge_residual_picousd - unlogged_picousd - price_picousd as rest_picousd,
        case when abs(rest_picousd) > rounding_limit_picousd then 0 else rest_picousd end as rounding_picousd,
        rest_picousd - rounding_picousd as unknown_picousd,
    from explained
),

reconciliation as (
    select
        account_id,
        provider,
        llm_model,
        meter,
        billing_currency,
        case
            when charged_picousd is null or unknown_picousd <> 0 or unpriced_quantity > 0 then 'open'
            when credited_picousd = 0 and unlogged_picousd = 0 and price_picousd = 0 then 'reconciled'
            else 'explained'
        end as status,
        case when status = 'reconciled' then 'reconciled' else 'measured' end as cost_evidence,
        coalesce(charge_lines, 0) as charge_lines,
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
        usd(case when charged_picousd is not null then 0 end) as hidden_reasoning_usd,
        usd(price_picousd) as price_usd,
        usd(case when charged_picousd is not null then 0 end) as tier_usd,
        usd(case when charged_picousd is not null then 0 end) as geo_usd,
        usd(credited_picousd) as credits_usd,
        usd(case when charged_picousd is not null then 0 end) as timing_usd,
        usd(rounding_picousd) as rounding_usd,
        usd(unknown_picousd) as unknown_usd,
        usd(tax_picousd) as tax_usd,
        period_start_date,
        period_end_date,
    from remainders
)

select * from reconciliation
