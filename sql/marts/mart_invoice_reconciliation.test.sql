-- test: parts are shown in USD, a reconciled row says so in its evidence
-- given int_invoice_residuals
from (values ('reconciled', 'reconciled', 0), ('explained', 'explained', 3000000000000)) as given (
    meter, status, unlogged_picousd
)
select
    *,
    'USD' as billing_currency,
    1 as charge_lines,
    10.00 as charged_amount,
    -1.00 as credited_amount,
    10000000000000 as charged_picousd,
    -1000000000000 as credited_picousd,
    10000000000000 - unlogged_picousd as logged_picousd,
    unlogged_picousd as charge_residual_picousd,
    1000 as billed_quantity,
    900 as logged_quantity,
-- expect
from (values ('reconciled', 'reconciled', 9, 10, -1, 0), ('explained', 'measured', 9, 7, 2, 3)) as expected (
    meter, cost_evidence, billed_cost_usd, logged_cost_usd, residual_usd, unlogged_usd
)
select
    *,
    abs(residual_usd) as absolute_residual_usd,
    -1 as credits_usd,
    100 as residual_quantity,

-- test: an amount in another currency stands in that currency only
-- given int_invoice_residuals
from (values ('EUR', 'open', 1, 100.10, -0.10, 0)) as given (
    billing_currency, status, charge_lines, charged_amount, credited_amount, price_picousd
)
-- expect
from (values ('EUR', 100.00::decimal(38, 18), null::decimal(38, 12), null::decimal(38, 12), 'measured')) as expected (
    billing_currency, billed_cost, billed_cost_usd, price_usd, cost_evidence
)
