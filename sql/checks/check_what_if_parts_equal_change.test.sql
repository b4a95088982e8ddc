-- test: scenarios that start from what was and add up pass, others are named
-- given mart_what_if
from (values
    ('a', 3, 10, 1, 2, 3, 4, 20),
    ('b', 3, 10, 1, 2, 3, 4, 21),
    ('c', 3, 9, 0, 0, 0, 0, 9)
) as given (
    scenario_id, requests, cost_usd, model_swap_usd, price_change_usd, cache_policy_usd, growth_usd, scenario_cost_usd
)
select
    *,
    date '2026-03-01' as month_date,
-- given mart_daily_costs
from (values ('list', 3, 10, date '2026-03-31'), ('billed', 9, 9, date '2026-03-01'))
    as given (cost_basis, requests, cost_usd, reporting_date)
-- expect
from (values ('b', 20, 10), ('c', 9, 10)) as expected (scenario_id, sum_of_parts_usd, cost_usd_of_days)
