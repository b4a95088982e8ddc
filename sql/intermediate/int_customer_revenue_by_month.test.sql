-- test: lines are spread by days of service, tax is no revenue, and a recurring line overrides the subscription
-- given int_reporting_months
from (values (date '2026-01-01', date '2026-02-01'), (date '2026-02-01', date '2026-03-01')) as given (
    month_date, end_date
)
-- given stg_revenue
from (values
    ('spread', 100.00, 'USD', date '2026-01-30', date '2026-02-02', 'recurring'),
    ('spread', 9.00, 'USD', date '2026-01-30', date '2026-02-02', 'tax'),
    ('usage', 5.00, 'USD', date '2026-01-31', null, 'usage'),
    ('euro', 5.00, 'EUR', date '2026-01-31', null, 'usage'),
    ('yen', 5.00, 'JPY', date '2026-01-31', null, 'usage')) as given (
    customer_id, amount, currency, service_start, service_end, kind
)
-- given int_fx_rates
from (values
    ('USD', 1, date '0001-01-01', date '9999-12-31'),
    ('EUR', 1.1, date '2026-01-25', date '2026-02-01'),
    ('JPY', 0.0067, date '2026-02-01', date '2026-02-08')) as given (
    currency, usd_per_unit, valid_from_date, valid_to_date
)
-- given int_subscription_accruals_by_month
from (values
    ('s1', 'spread', 40000000000000),
    ('s2', 'usage', 40000000000000),
    ('s3', 'quiet', 40000000000000),
    ('s4', 'euro', 40000000000000),
    ('s5', 'yen', 40000000000000)) as given (subscription_id, customer_id, accrued_picousd)
select
    *,
    'pro' as plan_id,
    'USD' as currency,
    date '2025-01-01' as start_date,
    date '2026-01-01' as month_date,
-- expect
from (values
    ('spread', 'pro', 'revenue_lines', 66666666666666, date '2026-01-01'),
    ('spread', null, 'revenue_lines', 33333333333334, date '2026-02-01'),
    ('usage', 'pro', 'subscription and revenue_lines', 45000000000000, date '2026-01-01'),
    ('quiet', 'pro', 'subscription', 40000000000000, date '2026-01-01'),
    ('euro', 'pro', 'subscription and revenue_lines', 45500000000000, date '2026-01-01'),
    ('yen', 'pro', 'subscription and revenue_lines', null, date '2026-01-01')) as expected (
    customer_id, plan_id, revenue_source, revenue_picousd, month_date
)
