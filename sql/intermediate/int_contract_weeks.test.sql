-- test: a contract takes its days, its model and its discount, and shows weeks without use
-- given stg_contracts
from (values
    ('all', null, 'USD', 1000, 25, date '2026-03-04', date '2026-03-19'),
    ('one', 'b', 'EUR', 1000, null, date '2026-03-11', date '2026-12-31')
) as given (
    contract_id, llm_model, billing_currency, contract_commitment_cost, discount_percent, contract_period_start,
    contract_period_end
)
select
    *,
    'openai' as provider,
    4 as input_output_ratio,
-- given settings
from (values (date '2026-03-16', 'UTC')) as given (as_of_date, reporting_time_zone)
-- given int_costs_by_day
from (values
    ('openai', 'a', 10, date '2026-03-03'),
    ('openai', 'a', 100, date '2026-03-04'),
    ('openai', 'b', 200, date '2026-03-16'),
    ('google', 'b', 400, date '2026-03-16')
) as given (provider, llm_model, list_cost_picousd, reporting_date)
cross join (values ('p', 1, 0, 3, 4, 5, 6, 1))
    as same (
        project_id, requests, unpriced_requests, uncached_input_tokens, cache_read_tokens, visible_output_tokens,
        reasoning_tokens, reasoning_cost_picousd
    )
-- expect
from (values
    ('all', 1, 7, 11, 1000000000000000, 100, 1, 75, 0.2, date '2026-03-02', date '2026-03-09'),
    ('all', 0, 0, 0, 1000000000000000, 0, 0, 0, 0.2, date '2026-03-09', date '2026-03-16'),
    ('all', 1, 7, 11, 1000000000000000, 200, 1, 150, 0.2, date '2026-03-16', date '2026-03-17'),
    ('one', 0, 0, 0, null, 0, 0, 0, 0.2, date '2026-03-09', date '2026-03-16'),
    ('one', 1, 7, 11, null, 200, 1, 200, 0.2, date '2026-03-16', date '2026-03-17')
) as expected (
    contract_id, requests, input_tokens, output_tokens, commitment_picousd, list_cost_picousd, output_cost_picousd,
    effective_cost_picousd, ratio_tolerance_share, week_date, week_end_date
)
