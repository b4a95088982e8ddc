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
    'list' as cost_basis,
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
    'list' as cost_basis,
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
