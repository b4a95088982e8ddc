-- test: the narrowest contract's discount is taken off, what no contract covers costs its list price
-- given int_costs_by_day
from (values
    ('a', 'm', 'x', 1000, date '2026-01-05'),
    ('b', 'm', 'y', 1000, date '2026-01-05'),
    ('c', 'n', 'x', 1000, date '2026-01-05'),
    ('d', 'm', 'x', 1000, date '2026-01-20'),
    ('e', 'm', 'x', null, date '2026-01-05'),
    ('f', 'm', 'x', 1000, date '2026-02-05')) as given (
    customer_id, llm_model, project_id, list_cost_picousd, reporting_date
)
select
    *,
    'p' as provider,
-- given stg_contracts
from (values ('c1', null, null, 10), ('c2', 'm', null, 20), ('c3', 'm', 'y', 12.5)) as given (
    contract_id, llm_model, project_id, discount_percent
)
select
    *,
    'p' as provider,
    date '2026-01-01' as contract_period_start,
    date '2026-01-15' as contract_period_end,
-- expect
from (values ('a', 800), ('b', 875), ('c', 900), ('d', 1000), ('e', null)) as expected (
    customer_id, effective_cost_picousd
)

-- test: without a discount there is nothing to tell apart from list prices
-- given int_costs_by_day
select
    'p' as provider,
    'm' as llm_model,
    'x' as project_id,
    1000 as list_cost_picousd,
    date '2026-01-05' as reporting_date,
-- given stg_contracts
select
    'c1' as contract_id,
    'p' as provider,
    date '2026-01-01' as contract_period_start,
    date '2026-02-01' as contract_period_end,
-- expect
select null::varchar as customer_id where false
