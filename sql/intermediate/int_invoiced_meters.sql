-- grain: one row per charge period in whole UTC days, provider, account, model, meter and currency
-- key: period_start_date, period_end_date, provider, account_id, llm_model, meter, billing_currency
-- units: amounts in billing_currency as DECIMAL(38, 18); billed_quantity in Tokens or Requests, NULL where a line has
--      none
-- source: stg_invoice_lines, int_llm_model_names, int_logged_meters
-- why: several lines (tiers, regions, hours) bill one meter; they are added up before they are compared with the logs.
--      Where the logs know none of a provider's accounts, the accounts are one, (all), because nothing tells them apart
-- kept: build
with stg_invoice_lines as (
    select * from stg_invoice_lines
),

-- Models bear the name of the price book, as they do in the logs.
named_lines as (
    select
        stg_invoice_lines.* replace (
            coalesce(stg_invoice_lines.provider, '(not reported)') as provider,
            coalesce(names.llm_model, stg_invoice_lines.llm_model) as llm_model
        ),
        coalesce(stg_invoice_lines.sub_account_id, '(not named)') as account_id,
    from stg_invoice_lines
    left join int_llm_model_names as names
        on stg_invoice_lines.provider = names.provider
        and stg_invoice_lines.llm_model = names.llm_model_name
        and stg_invoice_lines.charge_period_start >= names.name_valid_from
        and stg_invoice_lines.charge_period_start < names.name_valid_to
),

providers_with_known_accounts as (
    select distinct named_lines.provider
    from named_lines
    inner join int_logged_meters as logged
        on named_lines.provider = logged.provider
        and named_lines.account_id = logged.project_id
),

lines as (
    select
        provider,
        case
            when provider in (select provider from providers_with_known_accounts) then account_id
            else '(all)'
        end as account_id,
        coalesce(llm_model, '(not named)') as llm_model,
        coalesce(billed_meter_of(meter), '(not named)') as meter,
        coalesce(billing_currency, '(not reported)') as billing_currency,
        billed_cost,
        coalesce(
            consumed_quantity * unit_size_of(coalesce(consumed_unit, 'Tokens')),
            pricing_quantity * unit_size_of(pricing_unit)
        ) as quantity,
        coalesce(charge_category, 'Usage') as charge_category,
        utc_date(charge_period_start) as period_start_date,
        period_end_date(charge_period_start, charge_period_end) as period_end_date,
    from named_lines
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
        bool_or(charge_category = 'Usage') as has_usage,
        period_start_date,
        period_end_date,
    from lines
    group by provider, account_id, llm_model, meter, billing_currency, period_start_date, period_end_date
)

select * from summed
