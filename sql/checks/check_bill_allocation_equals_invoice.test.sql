-- test: a line whose parts miss a digit, that is lost or that is invented is an offence
-- given mart_customer_bill_allocation
from (values
    ('fine', 6.00, 6.00), ('fine', 4.00, 4.00), ('short', 9.99, 9.99), ('euro', 5.00, null), ('invented', 1.00, 1.00))
    as given (line_key, allocated_cost, allocated_cost_usd)
-- given stg_invoice_lines
from (values ('fine', 10.00), ('short', 10.00), ('euro', 5.00), ('lost', 2.00)) as given (line_key, billed_cost)
-- given int_invoice_charges
from (values ('fine', 10000000000000), ('short', 10000000000000), ('euro', null), ('lost', 2000000000000)) as given (
    line_key, charged_picousd
)
-- expect
from (values ('short', 10.00, 9.99), ('lost', 2.00, null), ('invented', null, 1.00)) as expected (
    line_key, billed_cost, allocated_cost
)
