-- test: T43 prices that differ while both are in force and known stand with both rows, and are never averaged
-- given settings
from (values (date '2026-03-11')) as given (as_of_date)
-- given stg_prices
from (values
    ('own book', 'm', 3000000, timestamptz '2025-01-01 00:00:00+00', timestamptz '2026-02-01 00:00:00+00'),
    ('own book', 'm', 4000000, timestamptz '2026-02-01 00:00:00+00', null),
    ('litellm', 'm-2025', 3000000, timestamptz '2025-09-01 00:00:00+00', null),
    ('genai-prices', 'm', 5000000, timestamptz '2026-03-01 00:00:00+00', null),
    ('litellm', 'other', 1, timestamptz '2025-09-01 00:00:00+00', null)
) as given (price_list, llm_model, price_picousd_per_unit, known_from, valid_to)
cross join (values (
    'p', 'uncached_input', 'standard', false, 'global', 0, timestamptz '2025-01-01 00:00:00+00', 'page', 'line 2'
)) as same (
    provider, meter, service_tier, is_batch, region_class, context_threshold_tokens, valid_from, price_source,
    source_row
)
-- given stg_model_aliases
from (values ('p', 'm-2025', 'm')) as given (provider, alias, llm_model)
-- expect: our price of 2025 agrees with the list; since February the list is 25 % below it
from (values
    ('own book', 'litellm', 'm-2025', 4000000, 3000000, -0.25::double, timestamptz '2026-02-01 00:00:00+00', 38, 191),
    ('own book', 'genai-prices', 'm', 4000000, 5000000, 0.25, timestamptz '2026-03-01 00:00:00+00', 38, 10),
    ('litellm', 'genai-prices', 'm', 3000000, 5000000, 2 / 3, timestamptz '2026-03-01 00:00:00+00', 191, 10)
) as expected (
    price_list_a, price_list_b, llm_model_b, price_picousd_a, price_picousd_b, difference_share, differs_from,
    age_days_a, age_days_b
)
