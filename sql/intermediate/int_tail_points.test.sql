-- test: the largest of all days are exact, the rest of their bucket has its mean, and (all) holds every model
-- given int_request_tails_by_day
from (values
    ('m', 'tokens', cost_bucket_of(1010), 3, 3036, 3072446.0, date '2026-01-05'),
    ('m', 'tokens', cost_bucket_of(1010), 1, 1015, 1030225.0, date '2026-01-06'),
    ('n', 'tokens', cost_bucket_of(10), 2, 20, 200.0, date '2026-01-06')
) as given (llm_model, measure, value_bucket, requests, value, square_sum, reporting_date)
-- given int_largest_requests_by_day
from (values
    ('m', 'tokens', [1015], date '2026-01-05'), ('m', 'tokens', [1015], date '2026-01-06'),
    ('n', 'tokens', [10, 10], date '2026-01-06')
) as given (llm_model, measure, largest_values, reporting_date)
-- expect
from (values
    ('m', 1, 2, 1015.0, 0, 4), ('m', 2, 2, 1010.5, 2, 4), ('n', 1, 2, 10.0, 0, 2),
    ('(all)', 1, 2, 1015.0, 0, 6), ('(all)', 2, 2, 1010.5, 2, 6), ('(all)', 3, 2, 10.0, 4, 6)
) as expected (llm_model, point_no, members, value, members_above, all_members)
