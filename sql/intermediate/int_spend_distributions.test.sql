-- test: a constant series is projected as itself, and the backtest begins when two seasons are known
-- given int_spend_series
from (values (0), (1), (2), (3), (4), (5)) as given (period_no)
cross join (values ('s', 'x', 2, 7.0)) as same (series_id, slot, season_length, amount)
-- expect
from (values (4, 7, 7, 7, 7, 0, false), (5, 7, 7, 7, 7, 0, false), (6, 7, 7, 7, 7, 0, true))
    as expected (origin_no, mean_amount, p10_amount, p50_amount, p90_amount, variance, is_projection)

-- test: slots are told apart, recent periods weigh more, and an interval is as wide as what was seen
-- given int_spend_series
from (values ('x', 0, 4.0), ('y', 1, 100.0), ('x', 2, 16.0)) as given (slot, period_no, amount)
cross join (values ('s', 1)) as same (series_id, season_length)
-- expect
from (values ('y', 2, 100, 100, 100), ('y', 3, 100, 100, 100), ('x', 2, 4, 4, 4), ('x', 3, 12, 4, 16))
    as expected (slot, origin_no, mean_amount, p10_amount, p90_amount)
