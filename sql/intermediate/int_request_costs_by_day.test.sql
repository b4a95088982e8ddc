-- test: costs within 2 % share a bucket; free requests have one of their own, unpriced ones none
-- given int_requests_priced
from (values (1005, true), (1010, true), (2000, true), (0, true), (null, false)) as given (
    list_cost_picousd, is_priced
)
select
    *,
    'acme' as customer_id,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
from (values (349, 2, 2015, 1010), (383, 1, 2000, 2000), (-1, 1, 0, 0)) as expected (
    cost_bucket, requests, list_cost_picousd, largest_picousd
)
