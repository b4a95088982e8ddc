-- test: rows that a correction closed are history, and rows of superseded files are gone
-- given raw_prices
from (values
    ('m', 3000000, timestamptz '2026-09-01 00:00:00+00', false),
    ('m', 2000000, null, false),
    ('n', 1000000, null, true)
) as given (llm_model, price_picousd_per_unit, known_to, is_superseded)
-- expect
from (values ('m', 2000000)) as expected (llm_model, price_picousd_per_unit)

-- test: as known at an instant, the row that was closed later holds and the one that came later is not known
-- given settings
from (values (timestamptz '2026-08-31 23:59:59+00')) as given (known_at)
-- given raw_prices
from (values
    (3000000, timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-09-01 00:00:00+00'),
    (2000000, timestamptz '2026-09-01 00:00:00+00', null)
) as given (price_picousd_per_unit, known_from, known_to)
-- expect
from (values (3000000)) as expected (price_picousd_per_unit)

-- test: an empty cell is the standard tier, no batch, the global region and the first token
-- given raw_prices
from (values ('m', 'web_search', 5)) as given (llm_model, meter, price_picousd_per_unit)
-- expect
from (values ('m', 'standard', false, 'global', 0, true, 'own book'))
    as expected (llm_model, service_tier, is_batch, region_class, context_threshold_tokens, is_fee, price_list)

-- test: the same row in two files counts once, rows and sources that disagree all stay
-- given raw_prices
from (values ('m', 5, 'f1', 'a'), ('m', 5, 'f2', 'b'), ('m', 6, 'f2', 'a'), ('m', 5, 'f3', 'litellm'))
    as given (llm_model, price_picousd_per_unit, file_id, price_source)
-- expect
from (values ('m', 5, 'f1', 'own book'), ('m', 6, 'f2', 'own book'), ('m', 5, 'f3', 'litellm'))
    as expected (llm_model, price_picousd_per_unit, file_id, price_list)

-- test: of several snapshots of the LiteLLM list the latest that has the model speaks for it
-- given raw_prices
from (values
    ('m', 'litellm', 3, timestamptz '2025-09-01 00:00:00+00'),
    ('m', 'litellm', 2, timestamptz '2026-09-01 00:00:00+00'),
    ('gone', 'litellm', 9, timestamptz '2025-09-01 00:00:00+00'),
    ('m', 'own page', 4, timestamptz '2024-09-01 00:00:00+00')
) as given (llm_model, price_source, price_picousd_per_unit, known_from)
-- expect
from (values ('m', 2), ('gone', 9), ('m', 4)) as expected (llm_model, price_picousd_per_unit)
