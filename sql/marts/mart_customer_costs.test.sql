-- test: the customer who pays 40 and costs 4,000 has the greatest loss, and what is unattributed has a row
-- given int_customer_costs_by_month
from (values
    ('whale', 4000000000000000, 0, date '2026-02-01'),
    ('fair', 30000000000000, 0, date '2026-02-01'),
    ('whale', 1000000000000000, 0, date '2026-01-01'),
    ('(unattributed)', 970000000000000, 0, date '2026-02-01')) as given (
    customer_id, cost_picousd, unpriced_requests, month_date
)
select
    *,
    cost_picousd as cost_lower_picousd,
    cost_picousd as cost_upper_picousd,
    'list' as cost_basis,
    'modelled' as cost_evidence,
    10 as requests,
    0 as unbounded_requests,
-- given int_customer_revenue_by_month
from (values
    ('whale', 40000000000000, date '2026-02-01'),
    ('fair', 40000000000000, date '2026-02-01'),
    ('idle', 40000000000000, date '2026-02-01')) as given (customer_id, revenue_picousd, month_date)
select
    *,
    'pro' as plan_id,
    'subscription' as revenue_source,
-- given stg_customers
from (values
    ('whale', 'Old name', 'litellm', date '2025-01-01'),
    ('whale', 'Whale Ltd', 'litellm', date '2026-01-01')) as given (customer_id, name, external_system, valid_from)
-- given int_customer_drivers_by_month
from (values ('whale', 'list', 'reasoning', 3000000000000000, date '2026-02-01')) as given (
    customer_id, cost_basis, main_driver, excess_picousd, month_date
)
-- given int_request_cost_quantiles
from (values ('whale', 'list', 1000000000000, 9000000000000, 50000000000000, date '2026-02-01')) as given (
    customer_id, cost_basis, median_picousd, p99_picousd, largest_picousd, month_date
)
-- expect
from (values
    ('whale', 'Whale Ltd', 'pro', 'reasoning', 1, 1, 4000, 0.8, 0.8, 40, -3960, 3000, 100.0, true,
        date '2026-02-01'),
    ('(unattributed)', null, null, null, 2, 4, 970, 0.194, 0.994, null, null, 970, null, null, date '2026-02-01'),
    ('fair', null, 'pro', null, 3, 2, 30, 0.006, 1.0, 40, 10, 30, 0.75, false, date '2026-02-01'),
    ('idle', null, 'pro', null, 4, 3, 0, 0.0, 1.0, 40, 40, 0, 0.0, false, date '2026-02-01'),
    ('whale', 'Whale Ltd', null, null, 1, 1, 1000, 1.0, 1.0, null, null, null, null, null, date '2026-01-01'))
    as expected (
    customer_id, customer_name, plan_id, main_driver, cost_rank, loss_rank, cost_usd, cost_share,
    cumulative_cost_share, revenue_usd, margin_usd, cost_change_usd, cost_to_revenue_ratio, is_underwater, month_date
)

-- test: a cost that is partly unpriced cannot prove that a customer pays enough
-- given int_customer_costs_by_month
from (values ('short', 30000000000000, 1), ('sure', 50000000000000, 1)) as given (
    customer_id, cost_picousd, unpriced_requests
)
select
    *,
    cost_picousd as cost_lower_picousd,
    cost_picousd as cost_upper_picousd,
    'list' as cost_basis,
    'modelled' as cost_evidence,
    2 as requests,
    0 as unbounded_requests,
    1000000000000 as unpriced_lower_picousd,
    2000000000000 as unpriced_upper_picousd,
    date '2026-01-01' as month_date,
-- given int_customer_revenue_by_month
from (values ('short', 40000000000000), ('sure', 40000000000000)) as given (customer_id, revenue_picousd)
select
    *,
    date '2026-01-01' as month_date,
-- expect
from (values ('short', null, 1, 2), ('sure', true, 1, 2)) as expected (
    customer_id, is_underwater, unpriced_cost_lower_usd, unpriced_cost_upper_usd
)

-- test: rent divided and costs modelled are ranked apart, and a cost known to a span proves only what all of it does
-- given int_customer_costs_by_month
from (values
    ('own', 'allocated', 30, 25, 50), ('own', 'modelled', 45, 35, 90), ('other', 'modelled', 60, 41, 99),
    ('(idle)', 'allocated', 70, 70, 70)
) as given (customer_id, cost_evidence, cost_picousd, cost_lower_picousd, cost_upper_picousd)
cross join (values ('resource', 2, 0, 0, date '2026-01-01')) as same (
    cost_basis, requests, unpriced_requests, unbounded_requests, month_date)
-- given int_customer_revenue_by_month
from (values ('own', 40), ('other', 40)) as given (customer_id, revenue_picousd)
select
    *,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('own', 'allocated', 2, 1, 0.3, null, 25), ('(idle)', 'allocated', 1, 2, 0.7, null, 70),
    ('own', 'modelled', 2, 2, 45 / 105, null, 35), ('other', 'modelled', 1, 1, 60 / 105, true, 41)
) as given (customer_id, cost_evidence, cost_rank, loss_rank, cost_share, is_underwater, lower)
select
    * exclude (lower),
    usd(lower) as cost_lower_usd,
