-- test: a line whose parts miss a digit, that is lost or that is invented is an offence
-- given mart_customer_bill_allocation
from (values
    ('fine', 6.00, 6.00), ('fine', 4.00, 4.00), ('short', 9.99, 9.99), ('euro', 5.00, null), ('invented', 1.00, 1.00))
    as given (line_key, allocated_cost, allocated_cost_usd)
-- given stg_invoice_lines
from (values ('fine', 10.00, 'USD'), ('short', 10.00, 'USD'), ('euro', 5.00, 'EUR'), ('lost', 2.00, 'USD')) as given (
    line_key, billed_cost, billing_currency
)
-- expect
from (values ('short', 10.00, 9.99), ('lost', 2.00, null), ('invented', null, 1.00)) as expected (
    line_key, billed_cost, allocated_cost
)
