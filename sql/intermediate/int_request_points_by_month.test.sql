-- test: the dearest requests are points of their own, and their bucket keeps the rest
-- given int_request_costs_by_day
from (values (349, 5, 5050), (-1, 9, 0)) as given (cost_bucket, requests, list_cost_picousd)
select
    *,
    date '2026-01-05' as reporting_date,
-- given int_top_requests_by_day
from (values ('a', 1012), ('b', 1011)) as given (member_id, list_cost_picousd)
select
    *,
    date '2026-01-05' as reporting_date,
-- expect
from (values ('a', 349, 1, 1012), ('b', 349, 1, 1011), (null, 349, 3, 3027)) as expected (
    member_id, cost_bucket, members, cost_picousd
)
