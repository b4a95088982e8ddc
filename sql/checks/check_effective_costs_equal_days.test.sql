-- test: a day that lost money is named, one that kept it is not, and list rows are no matter
-- given int_costs_by_day
from (values (date '2026-03-01', 2500000000000), (date '2026-03-02', 2500000000000), (date '2026-04-01', 9))
    as given (reporting_date, effective_cost_picousd)
-- given mart_daily_costs
from (values
    (date '2026-03-01', 'effective', 2.5), (date '2026-03-02', 'effective', 2.4), (date '2026-03-02', 'list', 9)
) as given (reporting_date, cost_basis, cost_usd)
-- expect
from (values (date '2026-03-02', 2.5::decimal(38, 12), 2.4::decimal(38, 12)))
    as expected (reporting_date, cost_usd, cost_usd_in_mart)
