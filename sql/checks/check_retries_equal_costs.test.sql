-- test: a day on which an attempt, a token or a picodollar is missing or counted twice is an offence
-- given int_costs_by_day
from (values
    (date '2026-01-05', 2, 1, 10, 100),
    (date '2026-01-06', 1, 0, 10, 100),
    (date '2026-01-07', 1, 0, 10, 100)) as given (
    event_date, requests, unpriced_requests, list_cost_picousd, total_tokens
)
-- given int_retries_by_hour
from (values
    (date '2026-01-05', 1, 0, 10, 60),
    (date '2026-01-05', 1, 1, null, 40),
    (date '2026-01-06', 1, 0, 11, 100)) as given (
    event_date, attempts, unpriced_attempts, list_cost_picousd, tokens
)
-- expect
from (values (date '2026-01-06', 1, 1), (date '2026-01-07', 1, null)) as expected (
    event_date, requests, requests_in_retries
)
