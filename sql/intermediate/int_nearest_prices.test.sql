-- test: a model's own prices come before those of similar names, and an unknown lifetime lies between the two
-- given int_unpriced_meters_by_day
from (values
    ('anthropic', 'opus-4', 'cache_write_unknown_ttl', 10),
    ('anthropic', 'opus-9', 'uncached_input', 10),
    ('openai', 'gpt-9', 'uncached_input', 10),
    ('anthropic', 'opus-4', 'uncached_input', 0)) as given (provider, llm_model, meter, unpriced_quantity)
-- given int_prices
from (values
    ('anthropic', 'opus-4', 'cache_write_5m', 'standard', false, 6),
    ('anthropic', 'opus-4', 'cache_write_1h', 'standard', false, 10),
    ('anthropic', 'opus-4', 'uncached_input', 'standard', false, 5),
    ('anthropic', 'opus-4', 'uncached_input', 'standard', true, 2),
    ('anthropic', 'opus-5', 'uncached_input', 'standard', false, 7),
    ('anthropic', 'opus-6', 'uncached_input', 'standard', false, 8),
    ('anthropic', 'haiku', 'uncached_input', 'standard', false, 1)) as given (
    provider, llm_model, meter, service_tier, is_batch, price_picousd_per_unit
)
select
    *,
    'global' as region_class,
    0 as context_threshold_tokens,
-- expect
from (values
    ('anthropic', 'opus-4', 'cache_write_unknown_ttl', 'opus-4', 6, 10),
    ('anthropic', 'opus-9', 'uncached_input', 'opus-4, opus-5, opus-6', 5, 8)) as expected (
    provider, llm_model, meter, nearest_llm_models, least_picousd, most_picousd
)
