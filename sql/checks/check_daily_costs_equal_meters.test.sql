-- test: a meter that is missing from the cost is an offence
-- given mart_daily_costs
from (values (date '2026-01-05', 3.00, 1.00, 2.00), (date '2026-01-06', 3.00, 1.00, 1.00)) as given (
    event_date, cost_usd, uncached_input_cost_usd, reasoning_cost_usd
)
select
    *,
    'list' as cost_basis,
    1 as requests,
-- given int_costs_by_day
from (values (date '2026-01-05', 1, 3000000000000), (date '2026-01-06', 1, 3000000000000)) as given (
    event_date, requests, list_cost_picousd
)
-- expect
from (values (date '2026-01-06', 3.00, 2.00)) as expected (event_date, cost_usd_in_mart, meters_usd)
