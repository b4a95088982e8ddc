-- test: what changed of logs and of bills stands side by side, in dollars where a rate of the day says so
-- given int_cost_restatements
select
    5 as told_commit_no,
    'openai' as provider,
    'late_file' as cause,
    2000000000000 as cost_before_picousd,
    3500000000000 as cost_after_picousd,
    date '2026-03-01' as event_date,
-- given int_invoice_states
from (values
    (5, 'one', 'EUR', 10.00, 12.00), (5, 'two', 'EUR', 1.00, 1.50), (5, 'three', 'EUR', 3.00, 3.00),
    (5, 'four', 'CHF', 1.00, 0.00), (2, 'one', 'EUR', null, 10.00)
) as given (told_commit_no, replace_key, billing_currency, cost_before, cost)
select
    told_commit_no,
    replace_key,
    'google' as provider,
    billing_currency,
    units_of_amount(cost) as cost_units,
    units_of_amount(cost_before) as cost_units_before,
    date '2026-03-01' as period_start_date,
-- given int_fx_rates
from (values
    ('USD', 1.0, date '0001-01-01', date '9999-12-31'), ('EUR', 1.2, date '2026-02-27', date '2026-03-02'),
    ('EUR', 9.0, date '2026-03-02', date '2026-03-03')
) as given (currency, usd_per_unit, valid_from_date, valid_to_date)
-- expect
from (values
    ('openai', 'USD', 'late_file', 'list', 2.00, 3.50, 1.50, 1.50),
    ('google', 'EUR', 'corrected_invoice', 'billed', 11.00, 13.50, 2.50, 3.00),
    ('google', 'CHF', 'corrected_invoice', 'billed', 1.00, 0.00, -1.00, null)
) as expected (
    provider, billing_currency, cause, cost_basis, cost_before, cost_after, cost_difference, cost_difference_usd
)
select
    *,
    5 as commit_no,
    date '2026-03-01' as period_start_date,
