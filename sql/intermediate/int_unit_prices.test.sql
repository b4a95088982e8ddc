-- test: one row holds the prices of a band; a meter that is not published is NULL, a free one 0; fees hold in all bands
-- given int_offer_prices
from (values
    ('uncached_input', 0, 3000000, false), ('visible_output', 0, 15000000, false), ('cache_read', 0, 0, false),
    ('uncached_input', 200001, 6000000, false), ('visible_output', 200001, 22500000, false),
    ('web_search', 0, 10000000000, true)
) as given (meter, prompt_tokens_from, price_picousd, is_fee)
    cross join (values (
        'anthropic', 'm', 'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'
    )) as models (provider, llm_model, service_tier, is_batch, region_class, valid_from, valid_to)
-- expect
from (values
    (0, 200001, 3000000, 15000000, 0, null, 10000000000),
    (200001, 9223372036854775807, 6000000, 22500000, null, null, 10000000000)
) as expected (
    prompt_tokens_from, prompt_tokens_to, uncached_input_picousd, visible_output_picousd, cache_read_picousd,
    reasoning_picousd, web_search_picousd)

-- test: an offer without prices above a threshold of its model is not sold there, rather than sold at the base price
-- given int_offer_prices
from (values
    ('standard', 0, 2500000), ('standard', 272001, 5000000), ('priority', 0, 5000000)
) as given (service_tier, prompt_tokens_from, price_picousd)
    cross join (values (
        'openai', 'm', 'uncached_input', false, false, 'global', timestamptz '2026-01-01 00:00:00+00',
        timestamptz 'infinity'
    )) as models (provider, llm_model, meter, is_fee, is_batch, region_class, valid_from, valid_to)
-- expect
from (values
    ('standard', 0, 272001, 2500000), ('standard', 272001, 9223372036854775807, 5000000),
    ('priority', 0, 272001, 5000000)
) as expected (service_tier, prompt_tokens_from, prompt_tokens_to, uncached_input_picousd)
