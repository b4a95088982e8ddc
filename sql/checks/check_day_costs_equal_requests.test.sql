-- test: a day whose costs miss a request or a picodollar is an offence, and a day without costs too
-- given int_requests_priced
from (values
    (date '2026-01-05', true, 10),
    (date '2026-01-05', false, null),
    (date '2026-01-06', true, 10),
    (date '2026-01-07', true, 10)) as given (event_date, is_priced, list_cost_picousd)
-- given int_costs_by_day
from (values (date '2026-01-05', 2, 1, 10), (date '2026-01-06', 1, 0, 11)) as given (
    event_date, requests, unpriced_requests, list_cost_picousd
)
-- expect
from (values (date '2026-01-06', 1, 1), (date '2026-01-07', 1, null)) as expected (
    event_date, requests, requests_in_costs
)
