-- test: a dimension that lacks a member's cost is an offence, a day without any cost is none
-- given int_costs_by_day
from (values (date '2026-01-05', 30), (date '2026-01-06', null)) as given (event_date, list_cost_picousd)
-- given int_member_costs_by_day
from (values ('user', 10), ('user', 20), ('session', 20)) as given (dimension, list_cost_picousd)
select
    *,
    date '2026-01-05' as event_date,
-- given int_request_costs_by_day
from (values (date '2026-01-05', 30)) as given (event_date, list_cost_picousd)
-- expect
from (values ('session', 20, 30)) as expected (dimension, cost_picousd_in_dimension, cost_picousd)
