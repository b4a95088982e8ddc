-- test: a full month shows the full fee, and quantity, discount, trial, end and price change count by day
-- given int_reporting_months
from (values (date '2026-01-01', date '2026-02-01'), (date '2026-02-01', date '2026-02-15')) as given (
    month_date, end_date
)
-- given stg_plans
from (values
    ('pro', 'USD', 31.00, 'month', date '2025-01-01', date '2026-02-01'),
    ('pro', 'USD', 56.00, 'month', date '2026-02-01', null),
    ('year', 'USD', 365.00, 'year', date '2025-01-01', null)) as given (
    plan_id, currency, base_fee, "interval", valid_from, valid_to
)
-- given stg_subscriptions
from (values
    ('full', 'pro', 1, null, date '2025-06-01', null, null, 'active'),
    ('seats', 'pro', 2, 50, date '2025-06-01', date '2026-01-11', null, 'canceled'),
    ('trial', 'pro', 1, null, date '2026-01-01', date '2026-02-01', date '2026-01-31', 'active'),
    ('annual', 'year', 1, null, date '2026-01-30', null, null, 'active'),
    ('dead', 'pro', 1, null, date '2025-06-01', null, null, 'incomplete')) as given (
    subscription_id, plan_id, quantity, discount_percent, start_date, end_date, trial_end, status
)
-- expect
from (values
    ('full', 31000000000000, date '2026-01-01'),
    ('full', 28000000000000, date '2026-02-01'),
    ('seats', 10000000000000, date '2026-01-01'),
    ('trial', 1000000000000, date '2026-01-01'),
    ('annual', 2000000000000, date '2026-01-01'),
    ('annual', 14000000000000, date '2026-02-01')) as expected (subscription_id, accrued_picousd, month_date)
