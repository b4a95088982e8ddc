-- test: five cheap calls at 0.05 beat one of 0.50 until people must finish what the cheap ones leave
-- given int_resolved_costs
from (values
    ('without people', 'cheap', 200, 120, 50.0, 0, 0.0025),
    ('without people', 'strong', 200, 180, 100.0, 0, 0.0011),
    ('with people', 'cheap', 200, 120, 50.0, 400, 0.0025),
    ('with people', 'strong', 200, 180, 100.0, 100, 0.0011)) as given (
    feature, route, judged_tasks, judged_resolved_tasks, model_usd, human_usd, log_variance
)
select
    * exclude (model_usd, human_usd),
    '(own traffic)' as benchmark,
    '-' as difficulty,
    'list' as cost_basis,
    date '2026-01-01' as month_date,
    (model_usd * 1000000000000)::hugeint as judged_model_picousd,
    human_usd * 1000000000000::hugeint as judged_human_picousd,
-- expect
from (values
    ('without people', 'cheap', 0.416666666667, 0.555555555556, 0.138888888889, 0.0, 0.833333333333, 0.45, 0.5, true),
    ('with people', 'strong', 3.75, 1.111111111111, 2.638888888889, 5.0, 0.833333333333, 0.859090909, 0.25, true))
as expected (
    feature, cheaper_route, cheap_cost_per_resolved_usd, strong_cost_per_resolved_usd, saving_per_resolved_usd,
    human_cost_per_unresolved_usd, break_even_human_cost_usd, break_even_resolved_share, break_even_first_share,
    has_enough_tasks
)

-- test: routes of different slices or months, and of few tasks, are not compared; nothing resolved loses
-- given int_resolved_costs
from (values
    ('a', '2026-01-01', 'cheap', 100, 0, 10),
    ('a', '2026-01-01', 'strong', 100, 50, 100),
    ('a', '2026-01-01', 'few', 19, 19, 1),
    ('a', '2026-02-01', 'strong', 100, 50, 200),
    ('b', '2026-01-01', 'strong', 100, 50, 200)) as given (
    difficulty, month_text, route, judged_tasks, judged_resolved_tasks, usd
)
select
    * exclude (usd, month_text),
    '(own traffic)' as benchmark,
    'f' as feature,
    'list' as cost_basis,
    month_text::date as month_date,
    usd * 1000000000000::hugeint as judged_model_picousd,
    0::hugeint as judged_human_picousd,
-- expect
from (values ('a', date '2026-01-01', 'cheap', 'strong', 'strong', null, null, false)) as expected (
    difficulty, month_date, cheap_route, strong_route, cheaper_route, saving_per_resolved_usd, confidence_share,
    has_enough_tasks
)
