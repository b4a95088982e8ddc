-- grain: one row per provider and part of its bill, parts that are zero left out
-- key: provider, part
-- units: amount_usd in USD
-- source: mart_invoice_reconciliation
-- why: how much of the bill the logs explain, and by what the rest differs; the parts add up to billed less logged
-- title: What the invoices say beside the logs
with reconciliation as (
    select
        provider,
        billed_cost_usd,
        logged_cost_usd,
        residual_usd,
        unlogged_usd,
        hidden_reasoning_usd,
        price_usd,
        tier_usd,
        geo_usd,
        credits_usd,
        timing_usd,
        rounding_usd,
        unknown_usd,
    from mart_invoice_reconciliation
    where billed_cost_usd is not null
),

providers as (
    select
        provider,
        sum(billed_cost_usd) as "1 billed",
        sum(logged_cost_usd) as "2 logged at list price",
        sum(residual_usd) as "3 residual",
        sum(unlogged_usd) as "4 of it unlogged usage",
        sum(hidden_reasoning_usd) as "5 of it hidden reasoning",
        sum(price_usd) as "6 of it price",
        sum(tier_usd) as "7 of it tier",
        sum(geo_usd) as "8 of it region",
        sum(credits_usd) as "9 of it credits",
        sum(timing_usd) as "a of it timing",
        sum(rounding_usd) as "b of it rounding",
        sum(unknown_usd) as "c of it unknown",
    from reconciliation
    group by provider
),

parts as (
    unpivot providers on columns(* exclude (provider)) into name part value amount_usd
),

shown_parts as (
    select
        provider,
        substr(part, 3) as part,
        amount_usd::decimal(18, 2) as amount_usd,
    from parts
    where amount_usd <> 0
    order by provider, parts.part
)

select * from shown_parts
