-- test: a month whose hours lose cost or revenue is an offence, unknown revenue is none
-- given mart_margin_windows
from (values
    (date '2026-01-01', 6.00, 5.00), (date '2026-01-01', 4.00, 5.00), (date '2026-02-01', 9.00, 10.00),
    (date '2026-03-01', 10.00, 9.00), (date '2026-04-01', 10.00, null)
) as given (month_date, cost_usd, revenue_usd)
select
    *,
    'list' as cost_basis,
-- given mart_customer_costs
from (values (date '2026-01-01'), (date '2026-02-01'), (date '2026-03-01'), (date '2026-04-01')) as given (month_date)
    cross join (values ('list', 10.00, 10.00)) as months (cost_basis, cost_usd, revenue_usd)
-- expect
from (values (date '2026-02-01'), (date '2026-03-01')) as expected (month_date)
