-- test: a bill that grows 2.4 times by reasoning alone is all reasoning, to the last picodollar
-- given int_bill_cells
from (values
    ('uncached_input', 2000000000, 6000000000000000, date '2026-01-01'),
    ('visible_output', 400000000, 6000000000000000, date '2026-01-01'),
    ('reasoning', 600000000, 9000000000000000, date '2026-01-01'),
    ('wasted', 0, 0, date '2026-01-01'),
    ('uncached_input', 2000000000, 6000000000000000, date '2026-02-01'),
    ('visible_output', 400000000, 6000000000000000, date '2026-02-01'),
    ('reasoning', 2560000000, 38400000000000000, date '2026-02-01'),
    ('wasted', 0, 0, date '2026-02-01')) as given (meter, quantity, cost_picousd, period_date)
select
    *,
    'month' as period_kind,
    'openai' as provider,
    'gpt' as llm_model,
    'standard' as service_tier,
    'search' as feature,
    1000000 as requests,
    1000000 as calls,
    1000000 as all_requests,
    28 as days,
-- expect
from (values
    ('uncached_input', 'factors', 0, 0, 0, 0, 0, 0),
    ('visible_output', 'factors', 0, 0, 0, 0, 0, 0),
    ('reasoning', 'factors', 29400000000000000, 0, 0, 29400000000000000, 0, 0),
    ('wasted', 'wasted', 0, 0, 0, 0, 0, 0)) as expected (
    meter, rule, change_picousd, volume_picousd, mix_picousd, quantity_picousd, price_picousd, segment_picousd
)

-- test: zero on one side takes the whole change: new and ended segments, first use of a meter, a price that appears
-- given int_bill_cells
from (values
    ('old', 'reasoning', 10, 700, date '2026-01-05'),
    ('old', 'wasted', 2, 50, date '2026-01-05'),
    ('kept', 'uncached_input', 10, 0, date '2026-01-05'),
    ('kept', 'wasted', 0, 0, date '2026-01-05'),
    ('kept', 'uncached_input', 10, 900, date '2026-01-12'),
    ('kept', 'reasoning', 10, 300, date '2026-01-12'),
    ('kept', 'wasted', 1, 20, date '2026-01-12'),
    ('young', 'reasoning', 10, 800, date '2026-01-12'),
    ('young', 'wasted', 0, 0, date '2026-01-12')) as given (feature, meter, quantity, cost_picousd, period_date)
select
    *,
    'week' as period_kind,
    'openai' as provider,
    'gpt' as llm_model,
    'standard' as service_tier,
    10 as requests,
    12 as calls,
    20 as all_requests,
    7 as days,
-- expect
from (values
    ('old', 'reasoning', 'ended', -700, 0, 0, -700),
    ('old', 'wasted', 'wasted', -50, 0, 0, -50),
    ('kept', 'uncached_input', 'price', 900, 0, 900, 0),
    ('kept', 'reasoning', 'quantity', 300, 300, 0, 0),
    ('kept', 'wasted', 'wasted', 20, 0, 0, 20),
    ('young', 'reasoning', 'new', 800, 0, 0, 800),
    ('young', 'wasted', 'wasted', 0, 0, 0, 0)) as expected (
    feature, meter, rule, change_picousd, quantity_picousd, price_picousd, segment_picousd
)

-- test: all four factors at once add up, and periods without one before them have no pair
-- given int_bill_cells
from (values
    ('a', 100, 1000, 7000, 150, date '2026-01-05'),
    ('b', 50, 100, 900, 150, date '2026-01-05'),
    ('a', 90, 1100, 8800, 290, date '2026-01-12'),
    ('b', 200, 900, 7700, 290, date '2026-01-12'),
    ('a', 200, 900, 7700, 290, date '2026-03-02')) as given (
    feature, requests, quantity, cost_picousd, all_requests, period_date
)
select *, 'week' as period_kind, 'openai' as provider, 'gpt' as llm_model, 'standard' as service_tier,
    'reasoning' as meter, 10 as calls, 7 as days,
-- expect
from (values
    ('a', 5185, -6013, 1578, 1050, 1800, date '2026-01-12'),
    ('b', 2088, 2303, 2569, -160, 6800, date '2026-01-12')) as expected (
    feature, volume_picousd, mix_picousd, quantity_picousd, price_picousd, change_picousd, period_date
)
