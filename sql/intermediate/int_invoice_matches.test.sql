-- test: logs stand beside dollars when there are any, and neither side loses a row
-- given int_invoiced_meters
from (values ('output', 'EUR', 5.00), ('output', 'USD', 7.00), ('cache_read', 'EUR', 9.00)) as given (
    meter, billing_currency, charged_amount
)
select
    *,
    'anthropic' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- given int_logged_periods
from (values
    ('output', 'standard', 4), ('output', 'priority', 6), ('cache_read', 'standard', 20),
    ('uncached_input', 'standard', 30)) as given (meter, service_tier, logged_quantity)
select
    *,
    'anthropic' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- expect
from (values
    ('output', 'USD', 7.00, 10),
    ('output', 'EUR', 5.00, null),
    ('cache_read', 'EUR', 9.00, 20),
    ('uncached_input', 'USD', null, 30)) as expected (meter, billing_currency, charged_amount, logged_quantity)
select
    *,
    date '2026-01-05' as period_start_date,
    date '2026-01-06' as period_end_date,
