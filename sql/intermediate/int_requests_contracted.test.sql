-- test: the first term of a meter holds, discounts round half up, and a price can stand where the list has none
-- given int_requests_costed
from (values
    ('discounted', 'm', 'c2', 3, 10, 7, 70, timestamptz '2026-02-01 00:00:00+00'),
    ('overridden', 'm', 'c1', 3, 10, 7, null, timestamptz '2026-02-01 00:00:00+00'),
    ('too early', 'm', 'c1', 3, 10, 7, 70, timestamptz '2025-12-31 23:59:59+00'),
    ('unpriced', 'x', 'c2', 3, 10, 7, null, timestamptz '2026-02-01 00:00:00+00')
) as given (
    dedupe_key, llm_model, customer_id, uncached_input_tokens, uncached_input_cost_picousd, visible_output_tokens,
    visible_output_cost_picousd, started_at
)
cross join (values ('p', 'standard', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) as same (
    provider, priced_service_tier, cache_read_cost_picousd, cache_write_5m_cost_picousd, cache_write_1h_cost_picousd,
    cache_write_unknown_ttl_cost_picousd, reasoning_cost_picousd, input_audio_cost_picousd, output_audio_cost_picousd,
    image_cost_picousd, web_search_cost_picousd, tool_call_cost_picousd
)
-- given int_contract_terms
from (values
    ('k1', 'c1', 'm', 'visible_output', 5, null, 1),
    ('k2', null, null, null, null, 85000000000000, 2)
) as given (contract_id, customer_id, llm_model, meter, price_picousd, kept_picos, precedence)
cross join (values ('p', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as same (provider, valid_from, valid_to)
-- expect: 15 % off 10 is 8.5, which rounds to 9; 7 tokens of output cost 5 each for customer c1
from (values
    ('discounted', 9 + 60, 'k2'),
    ('overridden', 9 + 35, 'k1, k2'),
    ('too early', null, null),
    ('unpriced', null, 'k2')
) as expected (dedupe_key, contract_cost_picousd, contract_id)
