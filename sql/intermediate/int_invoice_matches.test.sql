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
    date '2026-01-05' as period_start_date,
    date '2026-01-06' as period_end_date,
-- given int_logged_periods
from (values ('output', 10), ('cache_read', 20), ('uncached_input', 30)) as given (meter, logged_quantity)
select
    *,
    'anthropic' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    date '2026-01-05' as period_start_date,
    date '2026-01-06' as period_end_date,
-- expect
from (values
    ('output', 'USD', 7.00, 10),
    ('output', 'EUR', 5.00, null),
    ('cache_read', 'EUR', 9.00, 20),
    ('uncached_input', 'USD', null, 30)) as expected (meter, billing_currency, charged_amount, logged_quantity)
