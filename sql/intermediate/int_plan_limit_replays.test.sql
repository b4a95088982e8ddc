-- test: hours are served in order until their window is full, and of those until the week is full
-- given int_customer_costs_by_hour
from (values
    (30, timestamptz '2026-03-05 08:00:00+00'),
    (90, timestamptz '2026-03-05 12:00:00+00'),
    (80, timestamptz '2026-03-05 13:00:00+00'),
    (80, timestamptz '2026-03-06 19:00:00+00')
) as given (total_tokens, hour_start)
cross join (values ('a', 1, 0, date '2026-03-05')) as same (customer_id, requests, list_cost_picousd, reporting_date)
-- given int_usage_windows
from (values
    (timestamptz '2026-03-05 08:00:00+00', timestamptz '2026-03-05 13:00:00+00'),
    (timestamptz '2026-03-05 13:00:00+00', timestamptz '2026-03-05 18:00:00+00'),
    (timestamptz '2026-03-06 19:00:00+00', timestamptz '2026-03-07 00:00:00+00')
) as given (window_start, window_end)
cross join (values ('a', 'five hours', date '2026-03-02')) as same (customer_id, window_kind, week_date)
-- given int_plan_usage
from (values ('a', 1000000, date '2026-03-01', date '2026-04-01'))
    as given (customer_id, quantity_millionths, period_start_date, period_end_date)
-- given stg_plans
from (values
    ('both', 100, 200, 'tokens'),
    ('week', null, 250, 'tokens'),
    ('open', null, null, null)
) as given (plan_id, five_hour_limit, weekly_limit, limit_unit)
select
    *,
    date '2026-01-01' as valid_from,
-- expect
from (values ('both', 280000000, 200000000), ('week', 280000000, 250000000))
    as expected (plan_id, asked_millionths, served_millionths)
