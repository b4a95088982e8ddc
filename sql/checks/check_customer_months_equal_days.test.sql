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
