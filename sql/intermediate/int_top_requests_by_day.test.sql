-- test: of 1,500 requests the 1,000 dearest stay, ranked
-- given int_requests_priced
select
    'call-' || number as dedupe_key,
    'acme' as customer_id,
    number as list_cost_picousd,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
from range(1500) as numbers (number)
-- expect
select
    'call-' || number as member_id,
    1500 - number as day_rank,
    number as list_cost_picousd,
from range(500, 1500) as numbers (number)

-- test: equal costs are ranked by key, and what costs nothing is not ranked
-- given int_requests_priced
from (values ('b', 7), ('a', 7), ('c', 0), ('d', null)) as given (dedupe_key, list_cost_picousd)
select
    *,
    date '2026-01-05' as event_date,
    timestamptz '2026-01-05 10:00:00+00' as started_at,
-- expect
from (values ('a', 1), ('b', 2)) as expected (member_id, day_rank)
