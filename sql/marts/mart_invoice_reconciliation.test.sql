-- test: unlogged usage, a wrong price, a credit, rounding and the unknown rest are told apart and add up
-- given int_invoice_matches
from (values
    ('exact', 'USD', 1, 100.00, 0, 0, 1000, 1000, 0, 100000000000000),
    ('unlogged', 'USD', 1, 100.00, 0, 0, 1000, null, null, null),
    ('partly', 'USD', 1, 100.00, 0, 0, 1000, 800, 0, 80000000000000),
    ('price', 'USD', 1, 120.00, 0, 0, 1000, 1000, 0, 100000000000000),
    ('both', 'USD', 1, 120.00, 0, 0, 1000, 500, 0, 50000000000000),
    ('credit', 'USD', 1, 100.00, -20.00, 19.00, 1000, 1000, 0, 100000000000000),
    ('rounding', 'USD', 2, 100.01, 0, 0, 1000, 1000, 0, 100000000000000),
    ('output', 'USD', 1, 150.00, 0, 0, 1500, 1000, 0, 100000000000000),
    ('unpriced', 'USD', 1, 100.00, 0, 0, 1000, 1000, 1000, 0),
    ('amount', 'USD', 1, 90.00, 0, 0, null, 1000, 0, 100000000000000),
    ('unbilled', 'USD', null, null, null, null, null, 10, 0, 1000000000000),
    ('euro', 'EUR', 1, 100.00, 0, 0, 1000, 1000, 0, 100000000000000)) as given (
    meter, billing_currency, charge_lines, charged_amount, credited_amount, tax_amount, billed_quantity,
    logged_quantity, unpriced_quantity, logged_cost_picousd
)
-- expect
from (values
    ('exact', 'reconciled', 100, 0, 0, 0, 0, 0, 0, 0),
    ('unlogged', 'explained', 100, 100, 100, 0, 0, 0, 0, 0),
    ('partly', 'explained', 100, 20, 20, 0, 0, 0, 0, 0),
    ('price', 'explained', 120, 20, 0, 20, 0, 0, 0, 0),
    ('both', 'explained', 120, 70, 60, 10, 0, 0, 0, 0),
    ('credit', 'explained', 80, -20, 0, 0, -20, 0, 0, 19),
    ('rounding', 'reconciled', 100.01, 0.01, 0, 0, 0, 0.01, 0, 0),
    ('output', 'open', 150, 50, 0, 0, 0, 0, 50, 0),
    ('unpriced', 'open', 100, 100, 0, 0, 0, 0, 100, 0),
    ('amount', 'open', 90, -10, 0, 0, 0, 0, -10, 0),
    ('unbilled', 'open', 0, -1, 0, 0, 0, 0, -1, 0),
    ('euro', 'open', null, null, null, null, null, null, null, null)) as expected (
    meter, status, billed_cost_usd, residual_usd, unlogged_usd, price_usd, credits_usd, rounding_usd, unknown_usd,
    tax_usd
)

-- test: an amount in another currency stands in that currency only
-- given int_invoice_matches
from (values ('EUR', 1, 100.10, -0.10, 0)) as given (
    billing_currency, charge_lines, charged_amount, credited_amount, tax_amount
)
-- expect
from (values ('EUR', 100.00::decimal(38, 18), null::decimal(38, 12), null::decimal(38, 12), 'measured')) as expected (
    billing_currency, billed_cost, billed_cost_usd, residual_usd, cost_evidence
)
