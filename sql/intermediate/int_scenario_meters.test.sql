-- test: a swap moves cost to the other model's meters, and price changes multiply those of the model that serves
-- given declared_scenario_changes
from (values
    ('s', 1, 'model_swap', null, null, null),
    ('s', 2, 'price_change', 'y', null, 500000),
    ('s', 3, 'price_change', null, 'visible_output', 2000000),
    ('t', 1, 'growth', null, null, 3000000)
) as given (scenario_id, change_no, change_kind, llm_model, meter, factor_millionths)
-- given int_costs_by_day
from (values (date '2026-03-01', 100, 40), (date '2026-03-02', 60, null))
    as given (reporting_date, uncached_input_cost_picousd, visible_output_cost_picousd)
cross join (values ('acme', 'p', 'x', 'f')) as same (customer_id, provider, llm_model, feature)
-- given int_swapped_costs_by_day
from (values ('s', 'acme', 'p', 'x', 'f', 'p', 'y', date '2026-03-01', 100, 20, 30, 10)) as given (
    scenario_id, customer_id, provider, llm_model, feature, to_provider, to_llm_model, reporting_date,
    old_uncached_input_picousd, new_uncached_input_picousd, old_visible_output_picousd, new_visible_output_picousd
)
-- expect
from (values
    ('s', 'x', 'x', 'uncached_input', 160, 60, 60),
    ('s', 'x', 'y', 'uncached_input', 0, 20, 10),
    ('s', 'x', 'x', 'visible_output', 40, 10, 20),
    ('s', 'x', 'y', 'visible_output', 0, 10, 10),
    ('t', 'x', 'x', 'uncached_input', 160, 160, 160),
    ('t', 'x', 'x', 'visible_output', 40, 40, 40)
) as expected (
    scenario_id, llm_model, serving_llm_model, meter, cost_picousd, swapped_picousd, repriced_picousd
)
