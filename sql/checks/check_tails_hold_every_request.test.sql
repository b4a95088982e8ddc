-- test: points that lack a request are named, points that hold all are not
-- given int_request_tails_by_day
from (values ('m', date '2026-01-05', 3), ('m', date '2026-01-06', 2), ('n', date '2026-01-06', 2)) as given (
    llm_model, reporting_date, requests)
cross join (values ('tokens')) as same (measure)
-- given int_tail_points
from (values ('m', 4), ('m', 1), ('n', 1), ('(all)', 7)) as given (llm_model, members)
cross join (values ('tokens', date '2026-01-01')) as same (measure, month_date)
-- expect
from (values ('n', 2, 1)) as expected (llm_model, requests, members)
