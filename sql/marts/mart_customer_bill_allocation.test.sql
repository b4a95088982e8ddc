-- test: parts are published in the currency of the line and in USD, and say that they are billed
-- given int_customer_bill_allocation
from (values
    ('a', 'amber', 'USD', 10.00, 3333333333333333333, 3333333333333),
    ('b', 'blue', 'EUR', 4.00, 4000000000000000000, null)
) as given (line_key, customer_id, billing_currency, billed_cost, allocated_units, allocated_picousd)
-- expect
from (values
    ('a', 'amber', 'billed', 10.00, 3.333333333333333333, 3.333333333333), ('b', 'blue', 'billed', 4.00, 4.00, null)
) as expected (line_key, customer_id, cost_basis, line_cost, allocated_cost, allocated_cost_usd)
