-- grain: one row per month and customer
-- key: month_date, customer_id
-- units: _picousd in 10^-12 USD, NULL when one of the customer's charges has no amount in USD
-- source: int_customer_bill_allocation
-- why: what a customer's part of the bills is. A charge belongs to the month in which its period begins. A month is
--      reconciled when the logs explain every charge of it: customers of one month are compared with each other
with int_customer_bill_allocation as (
    select * from int_customer_bill_allocation
),

bills as (
    select
        customer_id,
        'billed' as cost_basis,
        case
            when bool_and(bool_and(cost_evidence = 'reconciled')) over (
                partition by month_of(period_start_date)
            ) then 'reconciled'
            else 'measured'
        end as cost_evidence,
        case when count(allocated_picousd) = count(*) then sum(allocated_picousd) end as cost_picousd,
        month_of(period_start_date) as month_date,
    from int_customer_bill_allocation
    group by customer_id, month_of(period_start_date)
)

select * from bills
