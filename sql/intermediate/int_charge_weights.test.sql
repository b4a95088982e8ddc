-- test: a charge goes to those who used it and to what nobody logged, one for no meter to all of its account
-- given int_invoice_charges
from (values
    ('m', 'output'), ('m', 'cache_read'), ('free', 'output'), ('silent', 'output'), ('(not named)', '(not named)'))
    as given (llm_model, meter)
select
    *,
    'google' as provider,
    '(all)' as account_id,
    'USD' as billing_currency,
    timestamptz '2026-01-05 07:00:00+00' as period_start_at,
    timestamptz '2026-01-06 07:00:00+00' as period_end_at,
-- given int_customer_usage_by_day
from (values
    ('m', 'output', 'amber', 5, 10, 240), ('m', 'output', 'blue', 5, 10, 240), ('m', 'output', 'amber', 6, 10, 1200),
    ('free', 'output', 'amber', 5, 48, 0), ('free', 'output', 'blue', 5, 0, 0), ('other', 'output', 'blue', 5, 9, 24)
) as given (llm_model, meter, customer_id, day_no, quantity, cost_picousd)
select
    * exclude (day_no),
    'google' as provider,
    '(all)' as account_id,
    date '2026-01-01' + (day_no - 1) as event_date,
-- given int_invoice_residuals
from (values ('m', 'output', true, 800, 1000, 200), ('silent', 'output', false, 0, 50, 50)) as given (
    llm_model, meter, is_logged, logged_picousd, charged_picousd, unlogged_picousd
)
select
    *,
    'google' as provider,
    '(all)' as account_id,
    'USD' as billing_currency,
    timestamptz '2026-01-05 07:00:00+00' as period_start_at,
    timestamptz '2026-01-06 07:00:00+00' as period_end_at,
-- expect
from (values
    ('m', 'output', 'amber', 520), ('m', 'output', 'blue', 170), ('m', 'output', '(unlogged)', 200),
    ('free', 'output', 'amber', 34), ('silent', 'output', '(unlogged)', 50),
    ('(not named)', '(not named)', 'amber', 520), ('(not named)', '(not named)', 'blue', 187),
    ('(not named)', '(not named)', '(unlogged)', 250)) as expected (llm_model, meter, customer_id, weight)
