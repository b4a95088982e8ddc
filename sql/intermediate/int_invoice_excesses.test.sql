-- test: output beyond the logs is unlogged as far as input is too, beyond that it is hidden; without input neither is
-- given int_invoice_matches
from (values
    ('thinking', 'uncached_input', 1000, 1000), ('thinking', 'output', 300, 100),
    ('unlogged', 'uncached_input', 1500, 1000), ('unlogged', 'output', 150, 100),
    ('both', 'cache_read', 1500, 1000), ('both', 'output', 300, 100),
    ('blind', 'output', 300, 100),
    ('amount', 'uncached_input', null, 1000), ('amount', 'output', null, 100),
    ('nobody', 'output', 300, null),
    ('less', 'uncached_input', 1000, 1000), ('less', 'output', 80, 100)) as given (
    llm_model, meter, billed_quantity, logged_quantity
)
select
    *,
    'p' as provider,
    '(all)' as account_id,
    'USD' as billing_currency,
    1 as charge_lines,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- expect
from (values
    ('thinking', 'uncached_input', 0, 0, null, null, null), ('thinking', 'output', 200, 0, 200, 200, 200),
    ('unlogged', 'uncached_input', 500, 500, null, null, null), ('unlogged', 'output', 50, 50, 0, 0, 50),
    ('both', 'cache_read', 500, 500, null, null, null), ('both', 'output', 200, 50, 150, 0, 200),
    ('blind', 'output', 200, 0, null, 0, 200),
    ('amount', 'uncached_input', null, null, null, null, null), ('amount', 'output', null, 0, null, null, null),
    ('nobody', 'output', null, 300, null, null, null),
    ('less', 'uncached_input', 0, 0, null, null, null), ('less', 'output', -20, 0, 0, 0, 0)) as expected (
    llm_model, meter, excess_units, unlogged_units, hidden_units, hidden_units_lower, hidden_units_upper
)

-- test: what crossed a bound is no excess
-- given int_invoice_matches
from (values (110, 100)) as given (billed_quantity, logged_quantity)
select
    *,
    'p' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    'uncached_input' as meter,
    'USD' as billing_currency,
    1 as charge_lines,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- given int_shifted_quantities
from (values (7)) as given (shifted_quantity)
select
    *,
    'p' as provider,
    '(all)' as account_id,
    'm' as llm_model,
    'uncached_input' as meter,
    'USD' as billing_currency,
    timestamptz '2026-01-05 00:00:00+00' as period_start_at,
    timestamptz '2026-01-06 00:00:00+00' as period_end_at,
-- expect
from (values (7, 3, 3)) as expected (shifted_units, excess_units, unlogged_units)

-- test: an amount in another currency counts at its rate, and without one nothing is known of it in dollars
-- given int_invoice_matches
from (values ('EUR', 1.25), ('JPY', null), ('USD', null)) as given (billing_currency, usd_per_unit)
select
    *,
    'p' as provider,
    '(all)' as account_id,
    2 as charge_lines,
    8.00 as charged_amount,
    -2.00 as credited_amount,
-- expect
from (values ('EUR', 10.00, -2.50, 0.0125), ('JPY', null, null, null), ('USD', 8.00, -2.00, 0.01)) as expected (
    billing_currency, charged, credited, rounding_limit
)
select
    billing_currency,
    picousd_of(charged) as charged_picousd,
    picousd_of(credited) as credited_picousd,
    picousd_of(rounding_limit) as rounding_limit_picousd,
