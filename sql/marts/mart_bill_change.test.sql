-- test: usage and changes of all segments of a model add up, and failed calls are retries
-- given int_bill_effects
from (values
    ('a', 'uncached_input', 'factors', 10, 12, 1000, 1500, 100, 150, 50, 200, 0),
    ('a', 'wasted', 'wasted', 10, 12, 7, 9, 0, 0, 0, 0, 2),
    ('b', 'reasoning', 'new', 0, 5, 0, 300, 0, 0, 0, 0, 300),
    ('b', 'wasted', 'wasted', 0, 5, 0, 0, 0, 0, 0, 0, 0),
    ('c', 'cache_read', 'ended', 4, 0, 200, 0, 0, 0, 0, 0, -200),
    ('c', 'wasted', 'wasted', 4, 0, 0, 0, 0, 0, 0, 0, 0)) as given (
    feature, meter, rule, calls_before, calls_after, cost_before_picousd, cost_after_picousd, volume_picousd,
    mix_picousd, price_picousd, quantity_picousd, segment_picousd
)
select
    *,
    cost_after_picousd - cost_before_picousd as change_picousd,
    'month' as period_kind,
    'openai' as provider,
    'gpt' as llm_model,
    date '2026-02-01' as period_date,
    date '2026-01-01' as previous_period_date,
    31 as days_before,
    28 as days_after,
-- expect
select 14 as previous_requests, 17 as requests, 31 as previous_period_days, 28 as period_days,
    usd(1207) as previous_cost_usd, usd(1809) as cost_usd, usd(602) as change_usd, usd(100) as volume_usd,
    usd(150) as mix_usd, usd(300) as new_usd, usd(-200) as ended_usd, usd(50) as price_usd, usd(200) as input_usd,
    usd(0) as cache_usd, usd(0) as reasoning_usd, usd(2) as retries_usd,

-- test: both periods say how much of their cost an invoice agrees with
-- given int_bill_effects
from (values ('output'), ('wasted')) as given (meter)
select
    meter,
    'month' as period_kind,
    'openai' as provider,
    'm' as llm_model,
    date '2026-03-01' as period_date,
    date '2026-02-01' as previous_period_date,
-- given int_reconciled_costs_by_day
from (values (10, 40, date '2026-03-05'), (10, 10, date '2026-02-05'), (0, 10, date '2026-02-28')) as given (
    reconciled_cost_picousd, list_cost_picousd, reporting_date
)
select
    *,
    'openai' as provider,
    'm' as llm_model,
-- expect
select
    'month' as period_kind,
    0.5 as previous_reconciled_cost_share,
    0.25 as reconciled_cost_share,
