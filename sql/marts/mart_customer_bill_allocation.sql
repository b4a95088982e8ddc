-- grain: one row per invoice line and customer
-- key: line_key, customer_id
-- units: line_cost and allocated_cost in billing_currency, _usd in USD
-- source: int_customer_bill_allocation
-- why: the whole bill with a name on every part of it; the parts of a line add up to it exactly
with int_customer_bill_allocation as (
    select * from int_customer_bill_allocation
),

allocation as (
    select
        line_key,
        provider,
        account_id,
        llm_model,
        meter,
        customer_id,
        charge_category,
        billing_currency,
        'billed' as cost_basis,
        cost_evidence,
        billed_cost::decimal(38, 18) as line_cost,
        amount_of_units(allocated_units) as allocated_cost,
        usd(allocated_picousd) as allocated_cost_usd,
        period_start_date,
        period_end_date,
    from int_customer_bill_allocation
)

select * from allocation
