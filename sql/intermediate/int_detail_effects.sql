-- grain: one row per charge period, provider, account, model and meter whose charges name a tier, a band or a region
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter
-- units: _picousd in 10^-12 USD: the logged quantity at list prices; NULL = some of it has no list price
-- source: int_invoice_charges, int_logged_periods, int_unit_prices
-- why: a tier or a region other than logged is no wrong price. The logged quantity is laid out as the invoice names it,
--      first by tier, batch and band with the regions of the log, then with the invoice's regions too. What a charge
--      does not name stays as logged, and the logs of the tier that it names are taken before those of others
-- kept: build
with int_unit_prices as (
    select * from int_unit_prices
),

named_charges as (
    select
        * replace (round(quantity)::hugeint as quantity),
        sum(round(quantity)::hugeint) over meter_window as billed_quantity,
        bool_or(coalesce(service_tier, region_class) is not null or prompt_tokens_over is not null)
            over meter_window as is_detailed,
        bool_and(quantity > 0) over meter_window as has_quantities,
    from int_invoice_charges
    where charge_category = 'Usage' and (billing_currency = 'USD' or rate is not null)
    window meter_window as (
        partition by period_start_at, period_end_at, provider, account_id, llm_model, meter
    )
),

logged as (
    select
        *,
        sum(logged_quantity) over (
            partition by period_start_at, period_end_at, provider, account_id, llm_model, meter
        ) as all_quantity,
    from int_logged_periods
),

pairs as (
    select
        charges.line_key,
        charges.quantity,
        charges.billed_quantity,
        coalesce(charges.service_tier, logged.service_tier) as billed_tier,
        coalesce(charges.is_batch, logged.is_batch) as billed_batch,
        coalesce(charges.region_class, logged.region_class) as billed_region,
        coalesce(charges.prompt_tokens_over + 1, logged.prompt_tokens_from) as billed_prompt_tokens,
        logged.*,
        billed_tier = logged.service_tier and billed_batch = logged.is_batch
        and (charges.prompt_tokens_over is null or charges.prompt_tokens_from = logged.prompt_tokens_from)
            as is_tier_logged,
    from named_charges as charges
    inner join logged using (period_start_at, period_end_at, provider, account_id, llm_model, meter)
    where charges.is_detailed and charges.has_quantities
    qualify is_tier_logged or not bool_or(is_tier_logged) over (partition by charges.line_key)
),

priced_pairs as (
    select
        pairs.*,
        sum(pairs.logged_quantity) over (partition by pairs.line_key) as paired_quantity,
        pairs.logged_cost_picousd * unit_price_of(billed, pairs.meter)
        // nullif(unit_price_of(own, pairs.meter), 0) as detail_picousd,
        pairs.logged_cost_picousd * unit_price_of(tiered, pairs.meter)
        // nullif(unit_price_of(own, pairs.meter), 0) as tier_picousd,
    from pairs
    left join int_unit_prices as own
        on (pairs.provider, pairs.llm_model) = (own.provider, own.llm_model)
        and (pairs.service_tier, pairs.is_batch, pairs.region_class)
        = (own.service_tier, own.is_batch, own.region_class)
        and pairs.period_start_at >= own.valid_from and pairs.period_start_at < own.valid_to
        and pairs.prompt_tokens_from = own.prompt_tokens_from
    left join int_unit_prices as tiered
        on (pairs.provider, pairs.llm_model) = (tiered.provider, tiered.llm_model)
        and (pairs.billed_tier, pairs.billed_batch, pairs.region_class)
        = (tiered.service_tier, tiered.is_batch, tiered.region_class)
        and pairs.period_start_at >= tiered.valid_from and pairs.period_start_at < tiered.valid_to
        and pairs.billed_prompt_tokens >= tiered.prompt_tokens_from
        and pairs.billed_prompt_tokens < tiered.prompt_tokens_to
    left join int_unit_prices as billed
        on (pairs.provider, pairs.llm_model) = (billed.provider, billed.llm_model)
        and (pairs.billed_tier, pairs.billed_batch, pairs.billed_region)
        = (billed.service_tier, billed.is_batch, billed.region_class)
        and pairs.period_start_at >= billed.valid_from and pairs.period_start_at < billed.valid_to
        and pairs.billed_prompt_tokens >= billed.prompt_tokens_from
        and pairs.billed_prompt_tokens < billed.prompt_tokens_to
),

-- A charge's share of the logged quantity is its share of the billed quantity.
laid_out as (
    select
        *,
        share_of(share_of(detail_picousd, quantity, paired_quantity), all_quantity, billed_quantity)
            as at_detail_picousd,
        share_of(share_of(tier_picousd, quantity, paired_quantity), all_quantity, billed_quantity)
            as at_tier_picousd,
    from priced_pairs
),

effects as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        if(bool_and(unpriced_quantity = 0 and at_tier_picousd is not null), sum(at_tier_picousd), null)
            as at_billed_tier_picousd,
        if(bool_and(unpriced_quantity = 0 and at_detail_picousd is not null), sum(at_detail_picousd), null)
            as at_billed_detail_picousd,
        period_start_at,
        period_end_at,
    from laid_out
    group by provider, account_id, llm_model, meter, period_start_at, period_end_at
)

select * from effects
