-- test: features and wholes that hold all requests and cost of the days pass, others are named
-- given mart_four_numbers
from (values ('x', 1, 5), ('y', 2, 6), ('(all)', 3, 12)) as given (feature, requests, cost_usd)
-- given mart_daily_costs
from (values ('list', 3, 11), ('billed', 9, 9)) as given (cost_basis, requests, cost_usd)
-- expect
from (values (true, 12, 11)) as expected (is_whole, cost_usd, cost_usd_of_days)
