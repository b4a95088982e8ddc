-- test: windows that hold all hours and weeks that hold all revenue pass, others are named
-- given int_customer_costs_by_hour
from (values ('a', 7000000000000), ('a', 1000000000000), ('b', 2000000000000))
    as given (customer_id, list_cost_picousd)
-- given int_customer_revenue_by_month
from (values ('a', 3000000000000::hugeint), ('b', 4000000000000::hugeint)) as given (customer_id, revenue_picousd)
-- given mart_plan_windows
from (values
    ('a', 'five hours', 8, null),
    ('a', 'week', 8, 3),
    ('b', 'five hours', 2, null),
    ('b', 'week', 2, 3)
) as given (customer_id, window_kind, list_cost_usd, price_accrued_usd)
-- expect
from (values ('b', 'week', 4, 3)) as expected (customer_id, window_kind, revenue_usd, price_accrued_usd)
