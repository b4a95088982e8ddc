-- test: our own book goes before public lists, which only fill in models that those before them lack
-- given stg_prices
from (values
    ('openai', 'gpt-x', 'uncached_input', 2000000, 'own book'),
    ('openai', 'gpt-x', 'uncached_input', 9000000, 'litellm'),
    ('openai', 'gpt-x', 'cache_read', 900000, 'litellm'),
    ('azure', 'gpt-x', 'uncached_input', 3000000, 'litellm'),
    ('azure', 'gpt-x', 'uncached_input', 3100000, 'genai-prices'),
    ('xai', 'grok-x', 'uncached_input', 5000000, 'genai-prices'),
    ('xai', 'grok-x', 'uncached_input', 5100000, 'litellm-history')
) as given (provider, llm_model, meter, price_picousd_per_unit, price_list)
-- expect
from (values
    ('openai', 'gpt-x', 'uncached_input', 2000000, false), ('azure', 'gpt-x', 'uncached_input', 3000000, true),
    ('xai', 'grok-x', 'uncached_input', 5000000, true)
) as expected (provider, llm_model, meter, price_picousd_per_unit, is_public_list)
