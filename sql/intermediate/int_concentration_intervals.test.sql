-- test: an interval runs between the medians at the two stretches that hold 95 % of the replicates' own
-- given int_concentration_shapes
from (values ('customer', 'list', 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, date '2026-01-01')) as given (
    dimension, cost_basis, top_0_01, top_0_1, top_1, top_5, top_10, top_20, gini_corrected, month_date
)
-- given int_concentration_samples
select
    'customer' as dimension,
    'list' as cost_basis,
    replicate,
    unnest(tail_stretches()) as stretch,
    share_of_log_odds(stretch - 1 + (replicate - 100) / 500) as top_1,
    share_of_log_odds(2 * stretch - 2 + (replicate - 100) / 500) as gini,
    top_1 as top_0_01,
    top_1 as top_0_1,
    top_1 as top_5,
    top_1 as top_10,
    top_1 as top_20,
    date '2026-01-01' as month_date,
from range(0, 201) as numbers (replicate)
-- expect
from (values ('customer', 0.452642382, 0.547357618, 0.452642382, 0.547357618)) as expected (
    dimension, top_1_low, top_1_high, gini_low, gini_high
)
