-- test: a cost has the tokens of its own requests beside it, and buckets of a customer hold what is about equal
-- given int_request_measures
from (values
    ('a', 'tokens', 100, 100), ('a', 'tokens', 102, 102), ('a', 'tokens', 900, 900), ('a', 'list_cost', 5000, 900),
    ('b', 'list_cost', 5000, 0), ('b', 'resource_cost', 700, 0)
) as given (customer_id, measure, value, tokens)
cross join (values (date '2026-01-05', date '2026-01-05')) as same (event_date, reporting_date)
-- expect
from (values
    ('a', 'tokens', 'value', 2, 202), ('a', 'tokens', 'value', 1, 900), ('a', 'list_cost', 'value', 1, 5000),
    ('a', 'list_cost', 'tokens', 1, 900), ('b', 'list_cost', 'value', 1, 5000), ('b', 'list_cost', 'tokens', 1, 0),
    ('b', 'resource_cost', 'value', 1, 700), ('b', 'resource_cost', 'tokens', 1, 0)
) as expected (customer_id, measure, side, requests, value)
