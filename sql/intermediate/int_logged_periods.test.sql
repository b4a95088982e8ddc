-- test: logs are added up to the detail of the invoice and go to its shortest period; uncovered days are left out
-- given int_invoiced_meters
from (values
    ('anthropic', '(all)', 'm', 'output', date '2026-01-05', date '2026-01-06'),
    ('anthropic', '(all)', 'm', 'output', date '2026-01-01', date '2026-02-01'),
    ('openai', '(all)', '(not named)', '(not named)', date '2026-01-01', date '2026-02-01')) as given (
    provider, account_id, llm_model, meter, period_start_date, period_end_date
)
select
    *,
    true as has_usage,
-- given int_logged_meters
from (values
    ('anthropic', 'p', 'm', 'output', 10, date '2026-01-05'),
    ('anthropic', 'q', 'm', 'output', 20, date '2026-01-05'),
    ('anthropic', 'p', 'm', 'output', 40, date '2026-01-06'),
    ('anthropic', 'p', 'm', 'output', 80, date '2026-02-06'),
    ('openai', 'p', 'x', 'output', 1, date '2026-01-06'),
    ('openai', 'p', 'y', 'cache_read', 2, date '2026-01-07'),
    ('google', 'p', 'z', 'output', 4, date '2026-01-07')) as given (
    provider, project_id, llm_model, meter, quantity, event_date
)
select
    *,
    0 as unpriced_quantity,
    quantity * 5 as cost_picousd,
-- expect
from (values
    ('anthropic', '(all)', 'm', 'output', 30, 150, date '2026-01-05'),
    ('anthropic', '(all)', 'm', 'output', 40, 200, date '2026-01-01'),
    ('openai', '(all)', '(not named)', '(not named)', 3, 15, date '2026-01-01')) as expected (
    provider, account_id, llm_model, meter, logged_quantity, logged_cost_picousd, period_start_date
)
