-- test: parts that miss the change and a bill that misses its days are offences
-- given mart_bill_change
from (values
    ('fine', 1.00, 3.00, 2.00, 2.00),
    ('torn', 1.00, 3.00, 2.00, 1.99),
    ('lost', 1.00, 2.00, 1.00, 1.00)) as given (llm_model, previous_cost_usd, cost_usd, change_usd, reasoning_usd)
select
    *,
    'month' as period_kind,
    'openai' as provider,
    date '2026-02-01' as period_date,
    0 as volume_usd,
    0 as mix_usd,
    0 as new_usd,
    0 as ended_usd,
    0 as price_usd,
    0 as input_usd,
    0 as cache_usd,
    0 as visible_output_usd,
    0 as fees_usd,
    0 as retries_usd,
-- given int_costs_by_day
from (values ('fine'), ('torn'), ('lost')) as given (llm_model)
select *, 'openai' as provider, 3000000000000 as list_cost_picousd, date '2026-02-10' as reporting_date,
-- expect
from (values ('torn', 2.00, 1.99), ('lost', 2.00, 3.00)) as expected (llm_model, change_usd, parts_usd)
