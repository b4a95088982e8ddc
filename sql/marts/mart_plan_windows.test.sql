-- test: use is measured against the stated limit, times the seats, else against the week's part of the month
-- given int_usage_windows
from (values
    ('a', 'five hours', date '2026-03-02', 30, timestamptz '2026-03-05 08:00:00+00'),
    ('a', 'week', date '2026-03-02', 150, timestamptz '2026-03-02 00:00:00+00'),
    ('b', 'five hours', date '2026-03-02', 30, timestamptz '2026-03-05 08:00:00+00'),
    ('b', 'week', date '2026-03-02', 155, timestamptz '2026-03-02 00:00:00+00'),
    ('c', 'week', date '2026-03-02', 70, timestamptz '2026-03-02 00:00:00+00')
) as given (customer_id, window_kind, week_date, total_tokens, window_start)
cross join (values (2, 0, 4000000000000, 1, 8000000000000, true, true, timestamptz '2026-03-09 00:00:00+00'))
    as same (
        requests, unpriced_requests, list_cost_picousd, uncosted_requests, serving_cost_picousd, is_allocated,
        is_modelled, window_end
    )
-- given int_plan_accruals
from (values (
    'a', 'week', date '2026-03-02', 10000000000000::hugeint,
    timestamptz '2026-03-02 00:00:00+00', timestamptz '2026-03-09 00:00:00+00'
)) as given (customer_id, window_kind, week_date, accrued_picousd, window_start, window_end)
-- given int_customer_plans
from (values
    ('a', 's1', 'max', 2000000, null, null, 10, 100, 'tokens'),
    ('b', 's2', 'pro', 1000000, 310, 'tokens', null, null, null)
) as given (
    customer_id, subscription_id, plan_id, quantity_millionths, included_quantity, included_unit, five_hour_limit,
    weekly_limit, limit_unit
)
cross join (values (date '2026-01-01', date '2026-01-01', date '9999-12-31'))
    as same (start_date, valid_from, valid_to)
-- expect
from (values
    ('a', 'five hours', 'max', 'stated', 30, 20, 1.5, true, null, null, null),
    ('a', 'week', 'max', 'stated', 150, 200, 0.75, false, 10, 1.5, 0.25),
    ('b', 'five hours', 'pro', null, null, null, null, null, null, null, null),
    ('b', 'week', 'pro', 'spread from the month', 155, 70, 155 / 70, true, null, null, null),
    ('c', 'week', null, null, null, null, null, null, null, null, null)
) as expected (
    customer_id, window_kind, plan_id, limit_basis, used_quantity, limit_quantity, used_share, is_over_limit,
    price_accrued_usd, list_markup, serving_markup
)

-- test: a week without use earns its fee and has nothing to mark up
-- given int_plan_accruals
from (values ('a', 'week', date '2026-03-02', 10000000000000::hugeint, timestamptz '2026-03-02 00:00:00+00'))
    as given (customer_id, window_kind, week_date, accrued_picousd, window_start)
-- expect
from (values ('a', 0, 0, 10, null)) as expected (customer_id, requests, list_cost_usd, price_accrued_usd, list_markup)
