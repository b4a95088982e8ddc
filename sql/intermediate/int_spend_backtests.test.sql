-- test: every held-out period is compared with its interval and with the mean of the same periods before
-- given int_spend_series
from (values (0, 2.0), (1, 3.0), (2, 4.0), (3, 5.0), (4, 6.0), (5, 9.0)) as given (period_no, amount)
cross join (values ('s', 'x', 2)) as same (series_id, slot, season_length)
-- given int_spend_distributions
from (values (4, false), (5, false), (6, true)) as given (origin_no, is_projection)
cross join (values ('s', 'x', 2, 5.0, 6.0, 8.0))
    as same (series_id, slot, season_length, p10_amount, p50_amount, p90_amount)
-- expect
from (values ('within a season', 2, 3, 1, 24, -6, 6, 13)) as expected (
    reach, origins, periods, covered_periods, amount, bias, absolute_error, naive_absolute_error
)
