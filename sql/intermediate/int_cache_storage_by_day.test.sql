-- test: T22 a million tokens over three hours at 4.50 USD an hour, cut at midnight, is 13.50 USD
-- given stg_cache_storage
from (values
    ('whole', 'm', 1000000, timestamptz '2026-03-01 22:00:00+00', timestamptz '2026-03-02 01:00:00+00'),
    ('alias', 'm-001', 7, timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-01 00:00:01+00'),
    ('early', 'm', 1000000, timestamptz '2025-12-31 23:00:00+00', timestamptz '2026-01-01 01:00:00+00'),
    ('stranger', 'x', 10, timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-01 01:00:00+00')
) as given (cache_id, llm_model, cached_tokens, stored_from, stored_to)
cross join (values ('google')) as same (provider)
-- given int_llm_model_names
from (values ('google', 'm-001', 'm', timestamptz '-infinity', timestamptz 'infinity'))
    as given (provider, llm_model_name, llm_model, name_valid_from, name_valid_to)
-- given int_offer_prices
from (values
    ('cache_storage', 'standard', 4500000), ('cache_read', 'standard', 9), ('cache_storage', 'priority', 9)
) as given (meter, service_tier, price_picousd)
cross join (values ('google', 'm', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as same (provider, llm_model, is_batch, region_class, valid_from, valid_to)
-- expect: 7 tokens for a second are 31500000 / 3600, cut to the picodollar
from (values
    ('whole', 9000000000000, 7200000000000000, date '2026-03-01'),
    ('whole', 4500000000000, 3600000000000000, date '2026-03-02'),
    ('alias', 8750, 7000000, date '2026-03-01'),
    ('early', null, 3600000000000000, date '2025-12-31'),
    ('early', 4500000000000, 3600000000000000, date '2026-01-01'),
    ('stranger', null, 36000000000, date '2026-03-01')
) as expected (cache_id, cost_picousd, token_microseconds, event_date)
