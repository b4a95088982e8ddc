-- test: points say on which basis they are, and requests of buckets are no money
-- given int_lorenz_points_by_month
from (values
    ('customer', 'a', 'resource modelled', 'rank', 1, 1.0, 0.5, 0.25, 30),
    ('customer', 'a', 'bucket_requests', 'rank', 1, 1.0, 0.5, 0.25, 2000000000000),
    ('request', null, 'list', 'lorenz', 0, 2.0, 0.0, 0.0, 10)) as given (
    dimension, member_id, cost_basis, curve, point, member_rank, member_share, cumulative_cost_share, cost_picousd
)
select
    *,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('customer', 'a', 'resource', 'modelled', 'rank', 1, 1.0, 0.5, 0.25, 0.00000000003, null),
    ('customer', 'a', 'bucket_requests', null, 'rank', 1, 1.0, 0.5, 0.25, null, 2.0),
    ('request', null, 'list', 'modelled', 'lorenz', 0, 2.0, 0.0, 0.0, 0.00000000001, null)) as expected (
    dimension, member_id, cost_basis, cost_evidence, curve, point, member_rank, member_share, cumulative_cost_share,
    cost_usd, bucket_requests
)
