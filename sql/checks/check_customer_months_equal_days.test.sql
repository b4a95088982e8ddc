-- test: a month whose customers cost less than its days is an offence
-- given mart_customer_costs
from (values (date '2026-01-01', 1, 5.00), (date '2026-02-01', 1, 5.00)) as given (month_date, requests, cost_usd)
select
    *,
    'list' as cost_basis,
-- given mart_daily_costs
from (values (date '2026-01-31', 1, 5.00), (date '2026-02-01', 1, 5.00), (date '2026-02-28', 0, 0.01)) as given (
    reporting_date, requests, cost_usd
)
select
    *,
    'list' as cost_basis,
-- expect
from (values (date '2026-02-01', 5.00, 5.01)) as expected (month_date, cost_usd_of_customers, cost_usd_of_days)

-- test: on basis billed the customers of a month must cost what its invoices charge, but for those without a rate
-- given mart_customer_costs
from (values ('amber', 5.00), ('blue', null), ('coral', 1.00)) as given (customer_id, cost_usd)
select
    *,
    'billed' as cost_basis,
    date '2026-01-01' as month_date,
-- given mart_customer_bill_allocation
from (values ('amber', 5.00), ('blue', 2.00), ('blue', null), ('coral', 1.50)) as given (
    customer_id, allocated_cost_usd
)
select
    *,
    date '2026-01-31' as period_start_date,
-- expect
from (values ('billed', 6.00, 6.50)) as expected (cost_basis, cost_usd_of_customers, cost_usd_of_days)
