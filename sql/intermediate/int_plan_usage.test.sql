-- test: a period runs from anchor to anchor, clamped to short months, and takes the plan of its last day
-- given int_costs_by_day
from (values
    ('a', 1, 10, 5, date '2026-02-27'),
    ('a', 1, 20, 5, date '2026-02-28'),
    ('a', 1, 30, 5, date '2026-03-30'),
    ('a', 1, 40, 5, date '2026-03-31'),
    ('b', 1, 50, null, date '2026-03-30'),
    ('(unattributed)', 1, 60, 5, date '2026-03-30')
) as given (customer_id, requests, total_tokens, list_cost_picousd, reporting_date)
-- given int_customer_plans
from (values
    ('a', 's1', 'small', 1000000, 15, date '2026-01-01', date '2026-03-01'),
    ('a', 's2', 'large', 2000000, 31, date '2026-03-01', date '9999-12-31')
) as given (customer_id, subscription_id, plan_id, quantity_millionths, billing_anchor_day, start_date, valid_to)
select
    *,
    start_date as valid_from,
-- expect
from (values
    ('a', 'small', 10, true, date '2026-01-31', date '2026-02-28'),
    ('a', 'large', 50, true, date '2026-02-28', date '2026-03-31'),
    ('a', 'large', 40, false, date '2026-03-31', date '2026-04-30'),
    ('b', null, 50, true, date '2026-03-01', date '2026-04-01')
) as expected (customer_id, plan_id, total_tokens, is_complete, period_start_date, period_end_date)
