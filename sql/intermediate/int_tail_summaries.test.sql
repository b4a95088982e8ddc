-- test: quantiles, the share of the dearest, and the mean as it drifts from day to day
-- given int_tail_points
from (values (1, 1, 1000.0, 1000000.0, 0), (2, 99, 10.0, 9900.0, 1)) as given (
    point_no, members, value, square_value, members_above)
cross join (values (date '2026-01-01', 'm', 'tokens', 100)) as same (month_date, llm_model, measure, all_members)
-- given int_request_tails_by_day
from (values (date '2026-01-01', 25, 250), (date '2026-01-02', 25, 250), (date '2026-01-03', 50, 1500)) as given (
    reporting_date, requests, value)
cross join (values ('m', 'tokens')) as same (llm_model, measure)
-- expect
from (values (100, 19.9, 10.0, 1000.0, 1000.0, 1000.0, 1000.0 / 1990, 1.0)) as expected (
    requests, mean_value, p50_value, p99_value, largest_value, mean_value_of_top_1_percent, max_to_sum_ratio,
    running_mean_drift)

-- test: the mean of one day has not drifted, and nobody knows whether it would
-- given int_tail_points
from (values (date '2026-01-01', 'm', 'tokens', 1, 10, 10.0, 1000.0, 0, 10)) as given (
    month_date, llm_model, measure, point_no, members, value, square_value, members_above, all_members)
-- given int_request_tails_by_day
from (values ('m', 'tokens', date '2026-01-01', 10, 100)) as given (
    llm_model, measure, reporting_date, requests, value)
-- expect
from (values (10, null::double)) as expected (requests, running_mean_drift)
