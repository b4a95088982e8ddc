-- grain: one row per month, measure, side and customer
-- key: month_date, measure, side, customer_id
-- units: value in the unit of the measure or, on side tokens, in Tokens
-- source: int_customer_tails_by_day
-- why: whether few customers make the cost is another question than whether few requests do. A measure named customer_
--      has customers for members; requests of nobody known are no member
with int_customer_tails_by_day as (
    select * from int_customer_tails_by_day
),

customers as (
    select
        'customer_' || measure as measure,
        side,
        customer_id,
        sum(value) as value,
        month_of(reporting_date) as month_date,
    from int_customer_tails_by_day
    where customer_id <> '(unattributed)'
    group by measure, side, customer_id, month_of(reporting_date)
)

select * from customers
