-- test: our own book goes before the LiteLLM list, which only fills in models that the book lacks
-- given raw_prices
from (values
    ('openai', 'gpt-x', 'uncached_input', 2000000, 'provider page'),
    ('openai', 'gpt-x', 'uncached_input', 9000000, 'litellm'),
    ('openai', 'gpt-x', 'cache_read', 900000, 'litellm'),
    ('azure', 'gpt-x', 'uncached_input', 3000000, 'litellm')
) as given (provider, llm_model, meter, price_picousd_per_unit, price_source)
-- expect
from (values
    ('openai', 'gpt-x', 'uncached_input', 2000000, false), ('azure', 'gpt-x', 'uncached_input', 3000000, true)
) as expected (provider, llm_model, meter, price_picousd_per_unit, is_litellm)

-- test: rows that a correction closed are history, and rows of superseded files are gone
-- given raw_prices
from (values
    ('m', 3000000, timestamptz '2026-09-01 00:00:00+00', false),
    ('m', 2000000, null, false),
    ('n', 1000000, null, true)
) as given (llm_model, price_picousd_per_unit, known_to, is_superseded)
-- expect
from (values ('m', 2000000)) as expected (llm_model, price_picousd_per_unit)

-- test: an empty cell is the standard tier, no batch, the global region and the first token
-- given raw_prices
from (values ('m', 'web_search', 5)) as given (llm_model, meter, price_picousd_per_unit)
-- expect
from (values ('m', 'standard', false, 'global', 0, true))
    as expected (llm_model, service_tier, is_batch, region_class, context_threshold_tokens, is_fee)

-- test: the same row in two files counts once, rows that disagree both stay
-- given raw_prices
from (values ('m', 5, 'f1'), ('m', 5, 'f2'), ('m', 6, 'f2')) as given (llm_model, price_picousd_per_unit, file_id)
-- expect
from (values ('m', 5, 'f1'), ('m', 6, 'f2')) as expected (llm_model, price_picousd_per_unit, file_id)
