-- test: a month whose features cost what its days cost passes, another is named
-- given mart_batch_savings
from (values (1, 5, date '2026-03-01'), (2, 7, date '2026-03-01'), (1, 5, date '2026-04-01'))
    as given (requests, cost_usd, month_date)
-- given mart_daily_costs
from (values ('list', 3, 12, date '2026-03-31'), ('list', 1, 6, date '2026-04-01'), ('billed', 9, 9, date '2026-03-01'))
    as given (cost_basis, requests, cost_usd, reporting_date)
-- expect
from (values (date '2026-04-01', 5, 6)) as expected (month_date, cost_usd_of_features, cost_usd_of_days)
