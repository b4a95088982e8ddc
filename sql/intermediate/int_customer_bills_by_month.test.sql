-- test: a charge without an amount in USD leaves its customer without a cost, and one that is not explained the month
-- given int_customer_bill_allocation
from (values
    ('amber', 'reconciled', 5, date '2026-01-05'), ('amber', 'reconciled', 7, date '2026-01-31'),
    ('amber', 'reconciled', 9, date '2026-02-01'), ('blue', 'measured', 2, date '2026-02-01'),
    ('blue', 'measured', null, date '2026-02-02')
) as given (customer_id, cost_evidence, allocated_picousd, period_start_date)
-- expect
from (values
    ('amber', 'billed', 'reconciled', 12, date '2026-01-01'), ('amber', 'billed', 'measured', 9, date '2026-02-01'),
    ('blue', 'billed', 'measured', null, date '2026-02-01')
) as expected (customer_id, cost_basis, cost_evidence, cost_picousd, month_date)
