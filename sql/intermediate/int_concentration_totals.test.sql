-- test: members without cost, with credits and without a price are counted apart
-- given int_member_costs_by_month
from (values ('a', 10), ('b', 0), ('c', -5), ('d', null), ('(unattributed)', 99)) as given (member_id, cost_picousd)
select
    *,
    'customer' as dimension,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- given int_request_costs_by_day
from (values (348, 5, 5000), (-1, 9, 0), (-2, 1, -7)) as given (cost_bucket, requests, list_cost_picousd)
select
    *,
    date '2026-01-05' as reporting_date,
-- given int_costs_by_day
from (values (3, date '2026-01-05'), (2, date '2026-02-05')) as given (unpriced_requests, reporting_date)
-- expect
from (values
    ('customer', 1, 1, 1, 1, 10, -5, 99, date '2026-01-01'),
    ('request', 5, 9, 1, 3, 5000, -7, 0, date '2026-01-01'),
    ('request', 0, 0, 0, 2, 0, 0, 0, date '2026-02-01')) as expected (
    dimension, members, zero_cost_members, negative_cost_members, unpriced_members, cost_picousd,
    negative_cost_picousd, unattributed_cost_picousd, month_date
)
