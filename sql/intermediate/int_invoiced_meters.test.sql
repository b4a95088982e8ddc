-- test: hours and tiers of a model add up, credits and taxes stand apart, a line without quantity leaves it unknown
-- given int_invoice_charges
from (values
    ('m', 'USD', 'Usage', 1.50, 10, false),
    ('m', 'USD', 'Usage', 2.50, 2000, true),
    ('m', 'USD', 'Credit', -1.00, null, false),
    ('m', 'USD', 'Tax', 0.19, null, false),
    ('n', 'EUR', 'Usage', 7.00, null, false),
    ('n', 'EUR', 'Usage', 1.00, 5, false)) as given (
    llm_model, billing_currency, charge_category, billed_cost, quantity, is_quantity_derived
)
select
    *,
    'anthropic' as provider,
    '(all)' as account_id,
    'output' as meter,
-- expect
from (values
    ('m', 'USD', 2, 2010, 4.00, -1.00, 0.19, true, true),
    ('n', 'EUR', 2, null, 8.00, 0, 0, true, false)) as expected (
    llm_model, billing_currency, charge_lines, billed_quantity, charged_amount, credited_amount, tax_amount, has_usage,
    is_quantity_derived
)

-- test: a usage report says how much an amount is for, before the amount is read back; a stated quantity stands
-- given int_invoice_charges
from (values
    ('derived', 10, null, true), ('unknown', null, null, false), ('stated', 10, 10, false),
    ('unreported', 10, null, true)
) as given (llm_model, quantity, stated_quantity, is_quantity_derived)
select
    *,
    'anthropic' as provider,
    '(all)' as account_id,
    'output' as meter,
    'Usage' as charge_category,
    timestamptz '2026-03-01 00:00:00+00' as period_start_at,
    timestamptz '2026-03-02 00:00:00+00' as period_end_at,
-- given int_reported_usage
from (values ('derived', 30), ('unknown', 40), ('stated', 50)) as given (llm_model, reported_quantity)
select
    *,
    'anthropic' as provider,
    '(all)' as account_id,
    'output' as meter,
    timestamptz '2026-03-01 00:00:00+00' as period_start_at,
    timestamptz '2026-03-02 00:00:00+00' as period_end_at,
-- expect
from (values
    ('derived', 30, false, true), ('unknown', 40, false, true), ('stated', 10, false, false),
    ('unreported', 10, true, false)
) as expected (llm_model, billed_quantity, is_quantity_derived, is_quantity_reported)
