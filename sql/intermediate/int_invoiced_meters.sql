-- grain: one row per charge period, provider, account, model, meter and currency
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: amounts in billing_currency as DECIMAL(38, 18); usd_per_unit in USD, NULL = no rate; billed_quantity in Tokens
--        or Requests, NULL where a line has none
-- source: int_invoice_charges, int_reported_usage
-- why: several lines (tiers, regions, hours) bill one meter; they are added up before they are compared with the logs.
--      Where a line states no quantity, the provider's usage report goes before what its amount is read back into
-- kept: build
with int_invoice_charges as (
    select * from int_invoice_charges
),

summed as (
    select
        provider,
        account_id,
        llm_model,
        meter,
        billing_currency,
        count(*) filter (charge_category not in ('Credit', 'Tax')) as charge_lines,
        case
            when count(*) filter (charge_category = 'Usage' and quantity is null) = 0
                then sum(quantity) filter (charge_category = 'Usage')
        end as billed_quantity,
        coalesce(sum(billed_cost) filter (charge_category not in ('Credit', 'Tax')), 0) as charged_amount,
        coalesce(sum(billed_cost) filter (charge_category = 'Credit'), 0) as credited_amount,
        coalesce(sum(billed_cost) filter (charge_category = 'Tax'), 0) as tax_amount,
        count(*) filter (rate is null) as lines_without_rate,
        any_value(rate) as usd_per_unit,
        bool_or(charge_category = 'Usage') as has_usage,
        bool_or(is_quantity_derived) as is_quantity_derived,
        bool_or(charge_category = 'Usage' and stated_quantity is null) as is_amount_only,
        period_start_at,
        period_end_at,
        period_start_date,
        period_end_date,
    from int_invoice_charges
    group by
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at, period_start_date,
        period_end_date
),

reported as (
    select
        *,
        coalesce(is_amount_only, false) and reported_quantity is not null as is_quantity_reported,
    from summed
    left join int_reported_usage using (provider, account_id, llm_model, meter, period_start_at, period_end_at)
),

invoiced as (
    select
        * exclude (is_amount_only, reported_quantity) replace (
            if(is_quantity_reported, reported_quantity, billed_quantity) as billed_quantity,
            is_quantity_derived and not is_quantity_reported as is_quantity_derived
        ),
    from reported
)

select * from invoiced
