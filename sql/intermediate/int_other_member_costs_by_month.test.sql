-- test: requests of buckets are told in millionths of a millionth
-- given int_bucket_requests_by_day
from (values
    ('customer', 'c1', 0.5::decimal(38, 12), date '2026-01-31'),
    ('customer', 'c1', 2.0, date '2026-01-01'),
    ('customer', 'c2', null, date '2026-01-01')) as given (dimension, member_id, bucket_requests, reporting_date)
-- expect
from (values
    ('c1', 'bucket_requests', 2500000000000),
    ('c2', 'bucket_requests', null)) as expected (member_id, cost_basis, cost_picousd)

-- test: what serving cost is told by evidence, and rent that no call bears is nobody's
-- given int_loaded_costs_by_day
from (values
    ('c1', 'chat', 'allocated', 10, 5, 1, 0),
    ('c1', '(not reported)', 'modelled', 7, 0, 2, 1),
    ('(idle)', '(idle)', 'allocated', 0, 30, 0, 0),
    ('c2', 'chat', 'none', null, null, 1, 1)) as given (
    customer_id, feature, cost_evidence, resource_cost_picousd, idle_cost_picousd, requests, uncosted_requests
)
select
    *,
    date '2026-01-31' as reporting_date,
-- expect
from (values
    ('customer', 'c1', 'resource allocated', 1, 0, 15),
    ('customer', 'c1', 'resource modelled', 2, 1, 7),
    ('customer', '(unattributed)', 'resource allocated', 0, 0, 30),
    ('customer', 'c2', 'resource none', 1, 1, null),
    ('feature', 'chat', 'resource allocated', 1, 0, 15),
    ('feature', '(unattributed)', 'resource modelled', 2, 1, 7),
    ('feature', '(unattributed)', 'resource allocated', 0, 0, 30),
    ('feature', 'chat', 'resource none', 1, 1, null)) as expected (
    dimension, member_id, cost_basis, requests, unpriced_requests, cost_picousd
)

-- test: discounted costs of a month add up by customer and by feature
-- given int_effective_costs_by_day
from (values ('c1', 'chat', 1, 8, date '2026-01-31'), ('c1', '(not reported)', 1, 1, date '2026-01-01')) as given (
    customer_id, feature, requests, effective_cost_picousd, reporting_date
)
-- expect
from (values
    ('customer', 'c1', 'effective', 9),
    ('feature', 'chat', 'effective', 8),
    ('feature', '(unattributed)', 'effective', 1)) as expected (dimension, member_id, cost_basis, cost_picousd)

-- test: bills are shared out among customers, and charges that no log explains are nobody's
-- given int_customer_bills_by_month
from (values ('c1', 6), ('(unlogged)', 3), ('(unattributed)', 1)) as given (customer_id, cost_picousd)
select
    *,
    'measured' as cost_evidence,
    date '2026-01-01' as month_date,
-- expect
from (values ('customer', 'c1', 'billed measured', 6), ('customer', '(unattributed)', 'billed measured', 4))
    as expected (dimension, member_id, cost_basis, cost_picousd)
