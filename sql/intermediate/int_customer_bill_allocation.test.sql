-- test: parts of a line add up to it to the last digit, a line without weights is nobody's
-- given int_invoice_charges
from (values ('a', 'output', 10.00), ('b', 'cache_read', 0.01), ('c', 'output', -1.00)) as given (
    line_key, meter, billed_cost
)
select
    *,
    'google' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    'USD' as billing_currency,
    (billed_cost * 1000000000000)::hugeint as charged_picousd,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- given int_charge_weights
from (values ('amber', 1), ('blue', 1), ('coral', 1)) as given (customer_id, weight)
select
    *,
    'google' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    'output' as meter,
    'USD' as billing_currency,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- given int_invoice_residuals
from (values ('reconciled')) as given (status)
select
    *,
    'google' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    'output' as meter,
    'USD' as billing_currency,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- expect
from (values
    ('a', 'amber', 'reconciled', 3333333333333333333, 3333333333333),
    ('a', 'blue', 'reconciled', 3333333333333333333, 3333333333333),
    ('a', 'coral', 'reconciled', 3333333333333333334, 3333333333334),
    ('b', '(unlogged)', 'measured', 10000000000000000, 10000000000),
    ('c', 'amber', 'reconciled', -333333333333333333, -333333333333),
    ('c', 'blue', 'reconciled', -333333333333333333, -333333333333),
    ('c', 'coral', 'reconciled', -333333333333333334, -333333333334)) as expected (
    line_key, customer_id, cost_evidence, allocated_units, allocated_picousd
)
