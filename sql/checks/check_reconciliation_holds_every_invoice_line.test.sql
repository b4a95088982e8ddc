-- test: an invoice line that is in no row of the mart is an offence, taxes stand outside
-- given mart_invoice_reconciliation
from (values ('anthropic', 'USD', 1, 10.00), ('openai', 'USD', 1, 5.00), ('openai', 'USD', 0, 0.00)) as given (
    provider, billing_currency, charge_lines, billed_cost
)
-- given stg_invoice_lines
from (values
    ('anthropic', 'USD', 'Usage', 10.00),
    ('anthropic', 'USD', 'Tax', 1.90),
    ('openai', 'USD', 'Usage', 7.00),
    ('openai', 'EUR', 'Credit', -1.00)) as given (provider, billing_currency, charge_category, billed_cost)
-- expect
from (values ('openai', 'USD', 5.00, 7.00), ('openai', 'EUR', 0.00, -1.00)) as expected (
    provider, billing_currency, billed_cost_in_mart, billed_cost
)
