-- test: what calls bear of a day's rent is not idle, and what others cost bears none of it
-- given int_deployment_days
from (values
    ('ours', 100, date '2026-01-05'), ('ours', 100, date '2026-01-06'), ('ours', 100, date '2026-02-01')
) as given (deployment, rent_picousd, event_date)
cross join (values ('self', 'llama', 0.5, 2.0)) as same (provider, llm_model, low_rent_ratio, high_rent_ratio)
-- given int_resource_costs_by_day
from (values
    ('ours', 'allocated', 30, 70, date '2026-01-05'),
    ('ours', 'allocated', 15, 25, date '2026-01-06'),
    ('ours', 'modelled', 7, 0, date '2026-02-01')) as given (
    deployment, cost_evidence, resource_cost_picousd, idle_cost_picousd, event_date)
-- expect
from (values
    ('ours', 60, 0.5, 2.0, date '2026-01-06', date '2026-01-01'),
    ('ours', 100, 0.5, 2.0, date '2026-02-01', date '2026-02-01')
) as expected (deployment, idle_cost_picousd, low_rent_ratio, high_rent_ratio, event_date, month_date)
