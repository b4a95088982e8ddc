-- test: a customer has all of a month in one amount, and what nobody is known for is no customer
-- given int_customer_tails_by_day
from (values
    ('a', 5, 10, date '2026-01-05'), ('a', 6, 20, date '2026-01-31'), ('a', 6, 40, date '2026-02-01'),
    ('(unattributed)', 5, 80, date '2026-01-05')
) as given (customer_id, value_bucket, value, reporting_date)
cross join (values ('list_cost', 'value')) as same (measure, side)
-- expect
from (values ('a', 30, date '2026-01-01'), ('a', 40, date '2026-02-01')) as given (customer_id, value, month_date)
cross join (values ('customer_list_cost', 'value')) as same (measure, side)
