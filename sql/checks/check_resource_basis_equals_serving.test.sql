-- test: a day that serves at another cost than its parts, or counts other requests, is an offence; list prices are not
-- given mart_daily_costs
from (values
    (date '2026-01-05', 'resource', 'allocated', 2, 0, 5.00), (date '2026-01-05', 'list', 'modelled', 2, 0, 99.00),
    (date '2026-01-06', 'resource', 'allocated', 2, 0, 5.00), (date '2026-01-07', 'resource', 'none', 2, 1, null)
) as given (event_date, cost_basis, cost_evidence, requests, unpriced_requests, cost_usd)
-- given mart_resource_costs
from (values
    (date '2026-01-05', 'allocated', 2, 0, 5.00), (date '2026-01-06', 'allocated', 2, 0, 5.01),
    (date '2026-01-07', 'none', 2, 2, null)
) as given (event_date, cost_evidence, requests, uncosted_requests, loaded_cost_usd)
-- expect
from (values (date '2026-01-06', 2, 5.00, 5.01), (date '2026-01-07', 2, 0.00, 0.00)) as expected (
    event_date, requests_of_costs, cost_usd, loaded_cost_usd)
