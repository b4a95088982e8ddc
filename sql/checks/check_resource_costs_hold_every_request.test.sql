-- test: a lost request, a cost without a reason for its absence and a lost picodollar are offences
-- given int_requests_priced
from (values (date '2026-01-05'), (date '2026-01-06'), (date '2026-01-07'), (date '2026-01-08')) as given (event_date)
-- given int_resource_costs
from (values
    (date '2026-01-05', true, 10, 1, null), (date '2026-01-05', false, 5, 1, null),
    (date '2026-01-06', false, 10, 1, null), (date '2026-01-07', true, null, null, null),
    (date '2026-01-08', true, 10, 1, null)
) as given (event_date, is_first_day, resource_cost_picousd, idle_cost_picousd, resource_reason)
-- given int_resource_costs_by_day
from (values
    (date '2026-01-05', 1, 15, 2), (date '2026-01-06', 0, 10, 1), (date '2026-01-07', 1, null, null),
    (date '2026-01-08', 1, 10, 0)
) as given (event_date, requests, resource_cost_picousd, idle_cost_picousd)
-- expect
from (values (date '2026-01-06'), (date '2026-01-07'), (date '2026-01-08')) as expected (event_date)
