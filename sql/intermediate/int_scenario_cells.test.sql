-- test: kinds of change are told apart in order, and growth multiplies what the others left
-- given declared_scenario_changes
from (values
    ('s', 1, 'growth', 'f', null, 2000000),
    ('s', 2, 'growth', null, null, 1500000),
    ('s', 3, 'cache_policy', 'f', 'none', null)
) as given (scenario_id, change_no, change_kind, feature, to_policy, factor_millionths)
-- given int_costs_by_day
from (values ('f', 10, 1), ('g', 4, 0)) as given (feature, requests, unpriced_requests)
cross join (values ('acme', 'p', 'x', date '2026-03-05'))
    as same (customer_id, provider, llm_model, reporting_date)
-- given int_scenario_meters
from (values ('f', 'a', 100, 80, 88), ('f', 'b', 50, 50, 55), ('g', 'a', 20, 20, 20))
    as given (feature, meter, cost_picousd, swapped_picousd, repriced_picousd)
cross join (values ('s', 'acme', 'p', 'x', date '2026-03-01'))
    as same (scenario_id, customer_id, provider, llm_model, month_date)
-- given int_swapped_costs_by_day
from (values ('s', 'acme', 'p', 'x', 'f', date '2026-03-05', 3))
    as given (scenario_id, customer_id, provider, llm_model, feature, reporting_date, unreplayed_requests)
-- given int_cache_policies_by_month
from (values ('f', 'none', -7), ('f', '5m', 9), ('g', 'none', -5)) as given (feature, policy, saving_picousd)
cross join (values ('acme', 'p', 'x', date '2026-03-01'))
    as same (customer_id, provider, llm_model, month_date)
-- expect
from (values ('s', 'acme', 14, 36, 1, 3, 170, -20, 13, 7, 310, 480)) as expected (
    scenario_id, customer_id, requests, grown_requests, unpriced_requests, unreplayed_requests, cost_picousd,
    swap_change_picousd, price_change_picousd, cache_change_picousd, growth_change_picousd, scenario_cost_picousd
)
