-- test: one meter or one period that disagrees is enough, and unlogged charges say nothing of logged calls
-- given int_invoice_residuals
from (values
    ('m', 'reconciled', true, false, 5, 6), ('m', 'reconciled', true, false, 6, 7),
    ('m', 'explained', true, true, 6, 7), ('n', 'reconciled', true, false, 4, 6), ('n', 'open', true, false, 5, 6),
    ('n', 'open', false, false, 4, 5)) as given (
    llm_model, status, is_logged, is_logged_cost_lower_bound, from_day, to_day
)
select
    * exclude (from_day, to_day),
    'google' as provider,
    date '2026-01-01' + (from_day - 1) as period_start_date,
    date '2026-01-01' + (to_day - 1) as period_end_date,
-- given int_billed_names
from (values ('m', 'm', 'output'), ('m', 'm', 'cache_read'), ('n1', 'n', 'output'), ('n2', 'n', 'output')) as given (
    llm_model, billed_llm_model, meter
)
select
    *,
    'google' as provider,
-- expect
from (values
    ('m', 5, true), ('m', 6, false), ('n1', 4, true), ('n1', 5, false), ('n2', 4, true), ('n2', 5, false)) as expected (
    llm_model, day_no, is_reconciled
)
select
    * exclude (day_no),
    llm_model = 'm' and day_no = 6 as is_logged_cost_lower_bound,
    date '2026-01-01' + (day_no - 1) as event_date,
