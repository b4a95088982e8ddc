-- test: output beyond the logs counts by what it exceeds input beyond them, unlogged calls alone are no reasoning
-- given int_invoice_matches
from (values
    ('thinking', 'output', 300, 100, 6.00),
    ('thinking', 'uncached_input', 1000, 1000, 2.00),
    ('unlogged', 'output', 300, 100, 6.00),
    ('unlogged', 'uncached_input', 3000, 1000, 2.00),
    ('silent', 'output', 300, null, 6.00)) as given (
    llm_model, meter, billed_quantity, logged_quantity, charged_amount
)
select
    *,
    'google' as provider,
    'USD' as billing_currency,
    date '2026-01-05' as period_start_date,
    date '2026-01-06' as period_end_date,
-- expect
from (values
    ('thinking', 300.0, 100, 3.0, 6000000000000),
    ('unlogged', 300.0, 100, 1.0, 6000000000000)) as expected (
    llm_model, billed_output_tokens, logged_output_tokens, billed_per_logged, charged_picousd
)

-- test: an invoice by month dates nothing
-- given int_invoice_matches
from (values ('output', 300, 100)) as given (meter, billed_quantity, logged_quantity)
select *, 'gpt' as llm_model, date '2026-01-01' as period_start_date, date '2026-02-01' as period_end_date,
-- expect
from (values ('none')) as expected (llm_model) where false
