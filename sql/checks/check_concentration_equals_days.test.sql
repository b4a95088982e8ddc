-- test: members, credits and the unattributed must add up to the month in every dimension
-- given mart_cost_concentration
from (values ('customer', 6.00, -1.00, 5.00), ('user', 6.00, 0.00, 5.00)) as given (
    dimension, cost_usd, negative_cost_usd, unattributed_cost_usd
)
select
    *,
    'list' as cost_basis,
    'modelled' as cost_evidence,
    date '2026-01-01' as month_date,
-- given mart_daily_costs
from (values ('list', 'modelled', date '2026-01-31', 10.00), ('list', 'other', date '2026-01-31', 1.00)) as given (
    cost_basis, cost_evidence, reporting_date, cost_usd
)
-- expect
from (values ('user', 11.00, 10.00)) as expected (dimension, cost_usd_of_members, cost_usd_of_days)

-- test: discounted costs of members add up to those of days, and requests of buckets to no money
-- given mart_cost_concentration
from (values ('effective', 'modelled', 'customer', 8.00), ('effective', 'modelled', 'feature', 7.00),
    ('bucket_requests', null, 'customer', null)) as given (cost_basis, cost_evidence, dimension, cost_usd)
select
    *,
    if(cost_usd is null, null, 0.00) as negative_cost_usd,
    if(cost_usd is null, null, 0.00) as unattributed_cost_usd,
    date '2026-01-01' as month_date,
-- given int_effective_costs_by_day
from (values (8000000000000, date '2026-01-31')) as given (effective_cost_picousd, reporting_date)
-- expect
from (values ('feature', 7.00, 8.00)) as expected (dimension, cost_usd_of_members, cost_usd_of_days)

-- test: on basis billed members add up to the bills of customers
-- given mart_cost_concentration
from (values (8.00, 0.00, 1.00)) as given (cost_usd, negative_cost_usd, unattributed_cost_usd)
select
    *,
    'billed' as cost_basis,
    'measured' as cost_evidence,
    'customer' as dimension,
    date '2026-01-01' as month_date,
-- given mart_customer_costs
from (values (9.00), (0.50)) as given (cost_usd)
select
    *,
    'billed' as cost_basis,
    'measured' as cost_evidence,
    date '2026-01-01' as month_date,
-- expect
from (values (9.00, 9.50)) as expected (cost_usd_of_members, cost_usd_of_days)
