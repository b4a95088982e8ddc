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

-- test: requests of buckets stand on a basis of their own, in millionths of a millionth
-- given int_member_costs_by_day
from (values ('customer', 'c1', 1, 5, date '2026-01-31')) as given (
    dimension, member_id, requests, list_cost_picousd, reporting_date
)
-- given int_bucket_requests_by_day
from (values
    ('customer', 'c1', 0.5::decimal(38, 12), date '2026-01-31'),
    ('customer', 'c1', 2.0, date '2026-01-01'),
    ('customer', 'c2', null, date '2026-01-01')) as given (dimension, member_id, bucket_requests, reporting_date)
-- expect
from (values
    ('c1', 'list', 5),
    ('c1', 'bucket_requests', 2500000000000),
    ('c2', 'bucket_requests', null)) as expected (member_id, cost_basis, cost_picousd)
