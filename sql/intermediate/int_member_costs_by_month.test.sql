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
