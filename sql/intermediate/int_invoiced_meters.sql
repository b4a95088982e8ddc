-- grain: one row per charge period, provider, account, model, meter and currency
-- key: period_start_at, period_end_at, provider, account_id, llm_model, meter, billing_currency
-- units: amounts in billing_currency as DECIMAL(38, 18); usd_per_unit in USD, NULL = no rate; billed_quantity in Tokens
--        or Requests, NULL where a line has none
-- source: int_invoice_charges
-- why: several lines (tiers, regions, hours) bill one meter; they are added up before they are compared with the logs
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
        period_start_at,
        period_end_at,
        period_start_date,
        period_end_date,
    from int_invoice_charges
    group by
        provider, account_id, llm_model, meter, billing_currency, period_start_at, period_end_at, period_start_date,
        period_end_date
)

select * from summed
