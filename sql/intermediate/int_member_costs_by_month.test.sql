-- test: a member's month is the sum of its reporting days
-- given int_member_costs_by_day
from (values
    ('user', 'u1', 1, 5, date '2026-01-31'),
    ('user', 'u1', 2, 7, date '2026-01-01'),
    ('user', 'u1', 4, 9, date '2026-02-01')) as given (
    dimension, member_id, requests, list_cost_picousd, reporting_date
)
-- expect
from (values ('user', 'u1', 'list', 3, 12, date '2026-01-01'), ('user', 'u1', 'list', 4, 9, date '2026-02-01'))
    as expected (dimension, member_id, cost_basis, requests, cost_picousd, month_date)

-- test: other bases stand beside list prices
-- given int_member_costs_by_day
from (values ('customer', 'c1', 1, 10, date '2026-01-31')) as given (
    dimension, member_id, requests, list_cost_picousd, reporting_date
)
-- given int_other_member_costs_by_month
from (values
    ('customer', 'c1', 'effective', 1, 9, date '2026-01-01'),
    ('customer', 'c1', 'bucket_requests', null, 2500000000000, date '2026-01-01')) as given (
    dimension, member_id, cost_basis, requests, cost_picousd, month_date
)
-- expect
from (values
    ('customer', 'c1', 'list', 1, 10, date '2026-01-01'),
    ('customer', 'c1', 'effective', 1, 9, date '2026-01-01'),
    ('customer', 'c1', 'bucket_requests', null, 2500000000000, date '2026-01-01')) as expected (
    dimension, member_id, cost_basis, requests, cost_picousd, month_date
)
