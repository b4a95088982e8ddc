-- test: a day whose rent no call bears has a row for it, with what the price per hour could be
-- given int_idle_costs_by_day
from (values ('ours', 'self', 'llama', 100, 0.5, 2.0, date '2026-01-06', date '2026-01-01')) as given (
    deployment, provider, llm_model, idle_cost_picousd, low_rent_ratio, high_rent_ratio, event_date, month_date)
-- given int_resource_costs_by_day
from (values ('ours', 'allocated', 30, 70), ('theirs', 'modelled', 7, 0)) as given (
    deployment, cost_evidence, resource_cost_picousd, idle_cost_picousd)
cross join (values ('c', 2, date '2026-01-05')) as same (customer_id, requests, event_date)
-- expect
from (values
    (date '2026-01-05', 'ours', 'c', 'allocated', 2, 30, 70, null),
    (date '2026-01-05', 'theirs', 'c', 'modelled', 2, 7, 0, null),
    (date '2026-01-06', 'ours', '(idle)', 'allocated', 0, 0, 100, 200)
) as expected (
    event_date, deployment, customer_id, cost_evidence, requests, resource_cost_picousd, idle_cost_picousd,
    loaded_cost_upper_picousd)
