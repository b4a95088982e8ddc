-- test: where the tail has no spread all members are equal, however far it is stretched
-- given int_concentration_tails
from (values ('customer', 'list', 10, 0.0, 1.0, date '2026-01-01')) as given (
    dimension, cost_basis, tail_members, log_scale, log_shape, month_date
)
-- given int_concentration_bodies
from (values (0, 20, 10.0, 300.0, 0.0, 0.0), (1, 50, 40.0, 2400.0, 0.0, 0.0)) as given (
    replicate, all_members, body_cost, gini_weight, top_10, top_20
)
select
    *,
    'customer' as dimension,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- expect
from (values (0), (1)) as replicates (replicate)
select
    replicate,
    unnest(tail_stretches()) as stretch,
    0.1::double as top_10,
    0.2::double as top_20,
    0.0::double as gini,
