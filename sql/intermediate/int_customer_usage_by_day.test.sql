-- test: a customer's meters add up in the invoice's words
-- given int_costs_by_day
from (values
    ('p', 'm', 'amber', 10, 100, 5, 50), ('q', 'm', 'amber', 1, 10, 0, 0), ('q', 'm', 'blue', 0, 0, 7, 70),
    ('q', 'strange', 'blue', 1, 1, 1, 1)) as given (
    project_id, llm_model, customer_id, visible_output_tokens, visible_output_cost_picousd, reasoning_tokens,
    reasoning_cost_picousd
)
select
    *,
    'google' as provider,
    date '2026-01-05' as event_date,
-- given int_billed_names
from (values ('p', 'visible_output'), ('p', 'reasoning'), ('q', 'visible_output'), ('q', 'reasoning')) as given (
    project_id, meter
)
select
    *,
    'google' as provider,
    'm' as llm_model,
    '(all)' as account_id,
    'm' as billed_llm_model,
    'output' as billed_meter,
-- expect
from (values ('amber', 16, 160), ('blue', 7, 70)) as expected (customer_id, quantity, cost_picousd)
select
    *,
    '(all)' as account_id,
    'output' as meter,
    date '2026-01-05' as event_date,
