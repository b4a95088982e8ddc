-- test: reasoning is billed as output, and the unpriced part of a meter is told apart
-- given int_costs_by_day
from (values ('anthropic', 'p', 'm', 100, 60, 40, 300, 600, 400)) as given (
    provider, project_id, llm_model, uncached_input_tokens, visible_output_tokens, reasoning_tokens,
    uncached_input_cost_picousd, visible_output_cost_picousd, reasoning_cost_picousd
)
select
    *,
    date '2026-01-05' as event_date,
-- given int_unpriced_meters_by_day
from (values ('uncached_input', 20, 0, 60), ('visible_output', 10, 10, null)) as given (
    meter, quantity, unpriced_quantity, known_cost_picousd
)
select
    *,
    'anthropic' as provider,
    'p' as project_id,
    'm' as llm_model,
    date '2026-01-05' as event_date,
-- expect
from (values ('uncached_input', 100, 0, 360), ('output', 100, 10, 1000)) as expected (
    meter, quantity, unpriced_quantity, cost_picousd
)
