-- why: a bill is reconciled only when all of it is there: by provider and currency the mart must hold the invoice
with reconciled as (
    select
        provider,
        billing_currency,
        sum(billed_cost) as billed_cost,
    from mart_invoice_reconciliation
    where charge_lines > 0 or billed_cost <> 0
    group by provider, billing_currency
),

invoiced as (
    select
        coalesce(provider, '(not reported)') as provider,
        coalesce(billing_currency, '(not reported)') as billing_currency,
        coalesce(sum(billed_cost), 0) as billed_cost,
    from stg_invoice_lines
    where charge_category is distinct from 'Tax'
    group by provider, billing_currency
),

offences as (
    select
        provider,
        billing_currency,
        coalesce(reconciled.billed_cost, 0) as billed_cost_in_mart,
        coalesce(invoiced.billed_cost, 0) as billed_cost,
    from reconciled
    full outer join invoiced using (provider, billing_currency)
    where billed_cost_in_mart <> coalesce(invoiced.billed_cost, 0)
)

select * from offences
