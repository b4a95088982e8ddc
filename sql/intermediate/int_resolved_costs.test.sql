-- test: forty tasks of which half are resolved at one dollar each cost two dollars, between 1.52 and 2.91
-- given int_resolved_units
from range(40) as numbers (task)
select
    struct_pack(
        month_date := date '2026-01-01', benchmark := '-', feature := 'f', difficulty := '-', route := 'm',
        cost_basis := 'list'
    ) as cell,
    'tasks' as interval_method,
    1 as tasks,
    1 as judged_tasks,
    task % 2 as judged_resolved_tasks,
    1000000000000::hugeint as judged_model_picousd,
    1000000000000::hugeint as judged_human_picousd,
    1.0::double as model_usd,
    2.0::double as cost_usd,
    (task % 2)::double as resolved,
-- expect
from (values (40, 20, 1.522242418, 2.914819564, 3.044484837, 5.829639128)) as expected (
    judged_tasks, judged_resolved_tasks, model_low, model_high, cost_low, cost_high
)

-- test: of a run only the luck of resolving is known; nothing resolved leaves the cost without an upper bound
-- given int_resolved_units
from (values
    ('run', 'counts', 100, 40, 50.0),
    ('nothing', 'tasks', 20, 0, 10.0),
    ('nothing', 'tasks', 20, 0, 12.0),
    ('few', null, 2, 1, 2.0),
    ('unknown', 'tasks', null, null, null)) as given (route, interval_method, judged_tasks, judged_resolved_tasks, usd)
select
    struct_pack(
        month_date := date '2026-01-01', benchmark := '-', feature := 'f', difficulty := '-', route := route,
        cost_basis := 'reported'
    ) as cell,
    interval_method,
    coalesce(judged_tasks, 1) as tasks,
    judged_tasks,
    judged_resolved_tasks,
    (usd * 1000000000000)::hugeint as judged_model_picousd,
    usd::double as model_usd,
    usd::double as cost_usd,
    judged_resolved_tasks::double as resolved,
-- expect
from (values
    ('run', 100, 100, 40, 1.004017646, 1.616032354),
    ('nothing', 40, 40, 0, null, null),
    ('few', 2, 2, 1, null, null),
    ('unknown', 1, 0, 0, null, null)) as expected (
    route, tasks, judged_tasks, judged_resolved_tasks, cost_low, cost_high
)
