-- test: requests of one bucket are counted and summed, models and measures apart
-- given int_request_measures
from (values
    ('m', 'tokens', 1000), ('m', 'tokens', 1001), ('m', 'tokens', 2000), ('m', 'list_cost', 1000), ('n', 'tokens', 1000)
) as given (llm_model, measure, value)
cross join (values (date '2026-01-05', date '2026-01-05')) as same (event_date, reporting_date)
-- expect
from (values
    ('m', 'tokens', 2, 2001, 2002001.0), ('m', 'tokens', 1, 2000, 4000000.0), ('m', 'list_cost', 1, 1000, 1000000.0),
    ('n', 'tokens', 1, 1000, 1000000.0)
) as expected (llm_model, measure, requests, value, square_sum)
