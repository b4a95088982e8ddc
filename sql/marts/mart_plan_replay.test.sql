-- test: overage is paid in whole blocks, and the cheapest plan with a stated limit that serves all is best
-- given int_plan_usage
from (values (
    'a', 'small', 68, 67965287, 1000000, 10, 5000000000000::hugeint, date '2026-09-01', date '2026-10-01'
)) as given (
    customer_id, plan_id, requests, total_tokens, quantity_millionths, discount_percent, list_cost_picousd,
    period_start_date, period_end_date
)
select
    *,
    0 as unpriced_requests,
    true as is_complete,
-- given stg_plans
from (values
    ('flat', 'USD', 40, null, null, null, null, null),
    ('small', 'USD', 120, 5000000, 'tokens', 8, 1000000, null),
    ('large', 'USD', 300, 40000000, 'tokens', 5, 1000000, null),
    ('hard', 'USD', 10, 33982643.5, 'tokens', null, null, null),
    ('seats', 'USD', 10, 500, 'credits', 1, 1, null),
    ('euro', 'EUR', 10, 99000000, 'tokens', null, null, null),
    ('weekly', 'USD', 20, null, null, null, null, 1000)
) as given (
    plan_id, currency, base_fee, included_quantity, included_unit, overage_price, overage_block, weekly_limit
)
select
    *,
    'month' as "interval",
    date '2026-01-01' as valid_from,
-- given int_plan_limit_replays
from (values ('a', 'weekly', 100, 75, date '2026-09-01'))
    as given (customer_id, plan_id, asked_millionths, served_millionths, period_start_date)
-- expect
from (values
    ('flat', null, 0, 0, 40, 572, false, false),
    ('small', 2, 63, 0, 612, 0, true, false),
    ('large', 1, 28, 0, 440, 172, false, true),
    ('hard', null, 33982644, 0.5, 10, 602, false, false),
    ('seats', null, null, 0, null, null, false, false),
    ('euro', null, 0, 0, null, null, false, false),
    ('weekly', null, 0, 0.25, 20, 592, false, false)
) as expected (
    plan_id, plan_rank, overage_blocks, throttled_share, plan_price_usd, saving_usd, is_current_plan, is_best_plan
)
