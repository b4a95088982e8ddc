-- test: T40 two spellings of one model at different prices are named; at equal prices, or in two books, they may stay
-- given int_prices
from (values
    ('claude-opus-4.5', 5, 'own book'), ('Claude-Opus-4-5', 6, 'own book'), ('gpt-5.4', 2, 'own book'),
    ('gpt-5-4', 2, 'own book'), ('gpt_54', 9, 'litellm')
) as given (llm_model, price_picousd_per_unit, price_list)
    cross join (values (
        'p', 'image', 'standard', false, 'global', 0, timestamptz '2026-01-01 00:00:00+00'
    )) as rest (provider, meter, service_tier, is_batch, region_class, context_threshold_tokens, valid_from)
-- expect
from (values ('Claude-Opus-4-5', 'claude-opus-4.5', 6, 5))
    as expected (llm_model, other_llm_model, price_picousd_per_unit, other_price_picousd_per_unit)
