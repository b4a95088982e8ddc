-- test: a month tells its shares with their intervals, and one without priced members keeps its row
-- given int_concentration_totals
from (values ('customer', 25, 20), ('feature', 2, 5), ('user', 0, 0)) as given (dimension, members, cost_picousd)
select
    *,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- given int_concentration_shapes
from (values ('customer', 0.3, 0.6), ('feature', 0.9, 0.1)) as given (dimension, top_1, gini_corrected)
select
    *,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- given int_concentration_intervals
from (values ('customer', 'list', 0.2, 0.5, 0.55, 0.7, date '2026-01-01')) as given (
    dimension, cost_basis, top_1_low, top_1_high, gini_low, gini_high, month_date
)
-- expect
from (values
    ('customer', 25, 0.3, 0.2, 0.5, 0.6, 0.55, 0.7),
    ('feature', 2, 0.9, null, null, 0.1, null, null),
    ('user', 0, null, null, null, null, null, null)) as expected (
    dimension, members, top_1_percent_share, top_1_percent_low_share, top_1_percent_high_share, gini_corrected,
    gini_corrected_low, gini_corrected_high
)

-- test: a basis is told from its evidence, and requests of buckets are no money
-- given int_concentration_totals
from (values ('list', 1), ('effective', 2), ('resource allocated', 3), ('resource modelled', 4), ('bucket_requests', 5))
    as given (cost_basis, cost_picousd)
select
    *,
    'customer' as dimension,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('list', 'modelled', usd(1), null),
    ('effective', 'modelled', usd(2), null),
    ('resource', 'allocated', usd(3), null),
    ('resource', 'modelled', usd(4), null),
    ('bucket_requests', null, null, usd(5))) as expected (cost_basis, cost_evidence, cost_usd, bucket_requests)
