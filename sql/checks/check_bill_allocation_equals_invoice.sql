-- why: a bill shared out must still be the bill: line by line, to the last digit, none lost and none invented
with allocated as (
    select
        line_key,
        sum(allocated_cost) as allocated_cost,
        sum(allocated_cost_usd) as allocated_cost_usd,
    from mart_customer_bill_allocation
    group by line_key
),

invoiced as (
    select
        lines.line_key,
        lines.billed_cost,
        usd(charges.charged_picousd) as billed_cost_usd,
    from stg_invoice_lines as lines
    left join int_invoice_charges as charges using (line_key)
),

offences as (
    select
        line_key,
        billed_cost,
        allocated_cost,
        billed_cost_usd,
        allocated_cost_usd,
    from invoiced
    full outer join allocated using (line_key)
    where billed_cost is distinct from allocated_cost or billed_cost_usd is distinct from allocated_cost_usd
)

select * from offences
