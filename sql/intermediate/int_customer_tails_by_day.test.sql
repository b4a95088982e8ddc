-- test: a cost has the tokens of its own requests beside it, and buckets of a customer hold what is about equal
-- given int_request_measures
from (values
    ('a', 'tokens', 100), ('a', 'tokens', 102), ('a', 'tokens', 900), ('a', 'list_cost', 5000),
    ('b', 'list_cost', 5000), ('b', 'resource_cost', 700)
) as given (customer_id, measure, value)
cross join (values (date '2026-01-05', date '2026-01-05')) as same (event_date, reporting_date)
-- given int_measured_requests
from (values
    ('a', 100, null, null), ('a', 102, null, null), ('a', 900, 5000, null), ('b', 0, 5000, 700)
) as given (customer_id, tokens, list_cost_picousd, resource_cost_picousd)
cross join (values (date '2026-01-05', date '2026-01-05')) as same (event_date, reporting_date)
-- expect
from (values
    ('a', 'tokens', 'value', 2, 202), ('a', 'tokens', 'value', 1, 900), ('a', 'list_cost', 'value', 1, 5000),
    ('a', 'list_cost', 'tokens', 1, 900), ('b', 'list_cost', 'value', 1, 5000), ('b', 'list_cost', 'tokens', 1, 0),
    ('b', 'resource_cost', 'value', 1, 700), ('b', 'resource_cost', 'tokens', 1, 0)
) as expected (customer_id, measure, side, requests, value)
