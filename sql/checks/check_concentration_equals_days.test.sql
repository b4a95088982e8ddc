-- test: members, credits and the unattributed must add up to the month in every dimension
-- given mart_cost_concentration
from (values ('customer', 6.00, -1.00, 5.00), ('user', 6.00, 0.00, 5.00)) as given (
    dimension, cost_usd, negative_cost_usd, unattributed_cost_usd
)
select
    *,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
-- given mart_daily_costs
from (values ('list', date '2026-01-31', 10.00)) as given (cost_basis, reporting_date, cost_usd)
-- expect
from (values ('user', 11.00, 10.00)) as expected (dimension, cost_usd_of_members, cost_usd_of_days)
