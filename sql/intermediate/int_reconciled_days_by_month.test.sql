-- test: a day at the end of a month can be in the next one, another day is in its own alone
-- given int_reconciled_days
from (values
    ('p', 'm', true, false, date '2026-01-31'),
    ('p', 'm', false, true, date '2026-02-01'),
    ('p', 'm', true, false, date '2026-02-15')) as given (
    provider, llm_model, is_reconciled, is_logged_cost_lower_bound, event_date
)
-- expect
from (values
    (true, false, date '2026-01-31', date '2026-01-01'),
    (true, false, date '2026-01-31', date '2026-02-01'),
    (false, true, date '2026-02-01', date '2026-01-01'),
    (false, true, date '2026-02-01', date '2026-02-01'),
    (true, false, date '2026-02-15', date '2026-02-01')) as expected (
    is_reconciled, is_logged_cost_lower_bound, event_date, month_date
)
