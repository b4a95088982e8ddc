-- test: parts that miss a cent of the residual are an offence, rows in other currencies are not compared
-- given mart_invoice_reconciliation
from (values
    ('fine', 10.00, 8.00, 2.00, 2.00, 0.00),
    ('missing', 10.00, 8.00, 2.00, 1.99, 0.00),
    ('euro', null, 8.00, null, null, null)) as given (
    meter, billed_cost_usd, logged_cost_usd, residual_usd, unlogged_usd, unknown_usd
)
select
    *,
    residual_usd * 0 as hidden_reasoning_usd,
    residual_usd * 0 as price_usd,
    residual_usd * 0 as tier_usd,
    residual_usd * 0 as geo_usd,
    residual_usd * 0 as credits_usd,
    residual_usd * 0 as timing_usd,
    residual_usd * 0 as rounding_usd,
-- expect
from (values ('missing', 2.00, 1.99)) as expected (meter, residual_usd, parts_usd)
