-- test: requests of an hour add up by customer, and a cost that is not known stays unknown
-- given int_requests_priced
from (values
    ('a', 5, true, timestamptz '2026-01-01 00:59:59.999+00'),
    ('a', 7, true, timestamptz '2026-01-01 00:00:00+00'),
    ('a', null, false, timestamptz '2026-01-01 01:00:00+00'),
    ('b', 11, true, timestamptz '2026-01-01 00:30:00+00')
) as given (customer_id, list_cost_picousd, is_priced, started_at)
select
    *,
    date '2026-01-01' as event_date,
-- expect
from (values
    ('a', 2, 0, 12, timestamptz '2026-01-01 00:00:00+00'),
    ('a', 1, 1, null, timestamptz '2026-01-01 01:00:00+00'),
    ('b', 1, 0, 11, timestamptz '2026-01-01 00:00:00+00')
) as expected (customer_id, requests, unpriced_requests, list_cost_picousd, hour_start)
