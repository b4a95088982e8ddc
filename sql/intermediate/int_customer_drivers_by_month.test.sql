-- test: more requests and dearer requests are told apart, and the median customer has no driver
-- given int_customer_costs_by_month
from (values
    ('median', 10, 1000000000, 1000000000),
    ('small', 5, 500000000, 500000000),
    ('busy', 100, 10000000000, 10000000000),
    ('thinker', 10, 1000000000, 90000000000)) as given (
    customer_id, requests, uncached_input_cost_picousd, reasoning_cost_picousd
)
select
    *,
    'list' as cost_basis,
    0 as unpriced_requests,
    uncached_input_cost_picousd + reasoning_cost_picousd as cost_picousd,
    date '2026-01-01' as month_date,
-- given int_customer_revenue_by_month
from (values ('median'), ('small'), ('busy'), ('thinker')) as given (customer_id)
select
    *,
    'pro' as plan_id,
    date '2026-01-01' as month_date,
-- expect
from (values ('busy', 'requests', 18000000000), ('thinker', 'reasoning', 89000000000)) as expected (
    customer_id, main_driver, excess_picousd
)
