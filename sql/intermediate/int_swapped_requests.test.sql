-- test: a call is priced at the other model, for its prompt size, and what is not sold apart there is plain
-- given declared_scenario_changes
from (values
    ('s', 1, 'model_swap', 'f', null, 'y'),
    ('s', 2, 'model_swap', null, null, 'z'),
    ('s', 3, 'price_change', null, 500000, null),
    ('t', 1, 'model_swap', null, 1500000, 'y')
) as given (scenario_id, change_no, change_kind, feature, factor_millionths, to_llm_model)
select
    *,
    'q' as to_provider,
-- given int_requests_priced
from (values
    ('a', 'f', 100, 50, 10, true),
    ('b', null, 300, null, 10, true),
    ('c', 'f', 100, null, 10, false)
) as given (dedupe_key, feature, uncached_input_tokens, cache_read_tokens, reasoning_tokens, is_priced)
cross join (values ('p', 'x', false, date '2026-03-01', timestamptz '2026-03-01 10:00:00+00'))
    as same (provider, llm_model, is_batch, event_date, started_at)
select
    *,
    uncached_input_tokens as prompt_tokens,
-- given int_unit_prices
from (values ('y', 0, 200, 4, 7), ('y', 200, 1000, 8, 14))
    as given (llm_model, prompt_tokens_from, prompt_tokens_to, uncached_input_picousd, visible_output_picousd)
cross join (values (
    'q', 'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz '2027-01-01 00:00:00+00'
)) as same (provider, service_tier, is_batch, region_class, valid_from, valid_to)
-- expect
from (values
    ('s', 'a', 'y', 400, 200, 70),
    ('s', 'b', 'z', null, 0, null),
    ('t', 'a', 'y', 400, 200, 105),
    ('t', 'b', 'y', 2400, 0, 210)
) as expected (scenario_id, dedupe_key, to_llm_model, uncached_input_picousd, cache_read_picousd, reasoning_picousd)
