-- test: a subscription follows its plan from price to price, and one that never began counts for nothing
-- given stg_subscriptions
from (values
    ('s1', 'a', 'pro', 3, 'active', date '2026-02-15', date '2026-06-01'),
    ('s2', 'b', 'pro', null, 'incomplete', date '2026-02-15', null)
) as given (subscription_id, customer_id, plan_id, quantity, status, start_date, end_date)
-- given stg_plans
from (values
    ('pro', 100, date '2026-01-01', date '2026-04-01'),
    ('pro', 200, date '2026-04-01', null),
    ('pro', 300, date '2026-06-01', null)
) as given (plan_id, included_quantity, valid_from, valid_to)
-- expect
from (values
    ('s1', 3000000, 1, 100, date '2026-02-15', date '2026-04-01'),
    ('s1', 3000000, 1, 200, date '2026-04-01', date '2026-06-01')
) as expected (subscription_id, quantity_millionths, billing_anchor_day, included_quantity, valid_from, valid_to)
