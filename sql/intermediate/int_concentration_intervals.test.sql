-- test: an interval runs from the 2.5 to the 97.5 percent quantile around the median, scaled
-- given int_concentration_samples
select
    'customer' as dimension,
    'list' as cost_basis,
    number as replicate,
    0.5 as deviation_ratio,
    number / 64.0 as top_1,
    0.25 as gini,
    date '2026-01-01' as month_date,
from range(0, 201) as numbers (number)
-- expect
from (values ('customer', -0.7421875, 0.7421875, 0.0, 0.0)) as expected (
    dimension, top_1_low, top_1_high, gini_low, gini_high
)
