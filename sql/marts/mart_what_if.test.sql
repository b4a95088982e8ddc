-- test: another plan changes the revenue of those it is meant for, as far as their period has ended
-- given declared_scenario_changes
from (values ('s', 'What if?', 1, 'plan_change', 'small', 'large'), ('t', 'And if?', 1, 'growth', null, null))
    as given (scenario_id, scenario_title, change_no, change_kind, plan_id, to_plan_id)
-- given int_scenario_cells
from (values
    ('s', 'a', date '2026-03-01', 5000000000000::hugeint),
    ('s', 'b', date '2026-03-01', 4000000000000),
    ('s', 'a', date '2026-04-01', 4000000000000),
    ('t', 'a', date '2026-03-01', 8000000000000)
) as given (scenario_id, customer_id, month_date, scenario_cost_picousd)
select
    *,
    4000000000000::hugeint as cost_picousd,
-- given int_customer_revenue_by_month
from (values
    ('a', date '2026-03-01', 20000000000000::hugeint),
    ('a', date '2026-04-01', 20000000000000)
) as given (customer_id, month_date, revenue_picousd)
-- given mart_plan_replay
from (values
    ('a', 'small', 'large', -10, true, date '2026-03-15'),
    ('a', 'small', 'small', 0, true, date '2026-03-15'),
    ('a', 'small', 'large', -10, false, date '2026-04-15'),
    ('b', 'other', 'large', -10, true, date '2026-03-01')
) as given (customer_id, current_plan_id, plan_id, saving_usd, is_complete, period_start_date)
-- expect
from (values
    ('s', 'a', 'large', 4, 1, 0.25, 20, 30, 16, 25, date '2026-03-01'),
    ('s', 'b', null, 4, 0, 0, 0, 0, -4, -4, date '2026-03-01'),
    ('s', 'a', 'large', 4, 0, 0, 20, null, 16, null, date '2026-04-01'),
    ('t', 'a', null, 4, 4, 1, 20, 20, 16, 12, date '2026-03-01')
) as expected (
    scenario_id, customer_id, scenario_plan_id, cost_usd, cost_change_usd, cost_change_share, revenue_usd,
    scenario_revenue_usd, margin_usd, scenario_margin_usd, month_date
)
