-- test: T1 cache writes are priced once, as their own meter: 0.054399 USD
-- given int_requests_resolved
from (values ('anthropic', 'm', 3, 12304, 0, 550, 12307)) as given (
    provider, book_llm_model, uncached_input_tokens, cache_write_5m_tokens, cache_read_tokens, visible_output_tokens,
    prompt_tokens)
    cross join (values ('standard', false, 'global', timestamptz '2026-03-01 00:00:00+00'))
        as calls (priced_service_tier, is_batch, region_class, started_at)
-- given int_unit_prices
from (values ('anthropic', 'm', 3000000, 3750000, 300000, 15000000)) as given (
    provider, llm_model, uncached_input_picousd, cache_write_5m_picousd, cache_read_picousd, visible_output_picousd)
    cross join (values (
        'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values (9000000, 46140000000, 0, 8250000000)) as expected (
    uncached_input_cost_picousd, cache_write_5m_cost_picousd, cache_read_cost_picousd, visible_output_cost_picousd)

-- test: T12 and T13 above the threshold the whole request costs more, cache reads included: 1.80 and 0.144 USD
-- given int_requests_resolved
from (values ('r1', 300000, null, 300000), ('r2', 10000, 240000, 250000))
    as given (dedupe_key, uncached_input_tokens, cache_read_tokens, prompt_tokens)
    cross join (values ('anthropic', 'm', 'standard', false, 'global', timestamptz '2026-03-01 00:00:00+00'))
        as calls (provider, book_llm_model, priced_service_tier, is_batch, region_class, started_at)
-- given int_unit_prices
from (values (0, 200001, 3000000, 300000), (200001, 9223372036854775807, 6000000, 600000))
    as given (prompt_tokens_from, prompt_tokens_to, uncached_input_picousd, cache_read_picousd)
    cross join (values (
        'anthropic', 'm', 'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'
    )) as lists (provider, llm_model, service_tier, is_batch, region_class, valid_from, valid_to)
-- expect
from (values ('r1', 1800000000000, 0), ('r2', 60000000000, 144000000000))
    as expected (dedupe_key, uncached_input_cost_picousd, cache_read_cost_picousd)

-- test: T14 a prompt at the threshold is below it for > and above it for >=
-- given int_requests_resolved
from (values (199999), (200000), (200001)) as given (prompt_tokens)
    cross join (values ('anthropic'), ('xai')) as providers (provider)
    cross join (values ('m', 'standard', false, 'global', timestamptz '2026-03-01 00:00:00+00', 1))
        as calls (book_llm_model, priced_service_tier, is_batch, region_class, started_at, uncached_input_tokens)
-- given int_unit_prices
from (values
    ('anthropic', 0, 200001, 3), ('anthropic', 200001, 9223372036854775807, 6),
    ('xai', 0, 200000, 3), ('xai', 200000, 9223372036854775807, 6)
) as given (provider, prompt_tokens_from, prompt_tokens_to, uncached_input_picousd)
    cross join (values (
        'm', 'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'
    )) as lists (llm_model, service_tier, is_batch, region_class, valid_from, valid_to)
-- expect
from (values
    ('anthropic', 199999, 3), ('anthropic', 200000, 3), ('anthropic', 200001, 6),
    ('xai', 199999, 3), ('xai', 200000, 6), ('xai', 200001, 6)
) as expected (provider, prompt_tokens, uncached_input_cost_picousd)

-- test: T18 a promotion ends at midnight of the zone of its price, to the microsecond
-- given int_requests_resolved
from (values
    ('r1', timestamptz '2026-12-31 23:59:59.999999-08'), ('r2', timestamptz '2027-01-01 00:00:00-08'),
    ('r3', timestamptz '2027-01-01 00:00:00+00')
) as given (dedupe_key, started_at)
    cross join (values ('google', 'gemini-3.6-flash', 'standard', false, 'global', 1, 1)) as calls (
        provider, book_llm_model, priced_service_tier, is_batch, region_class, uncached_input_tokens, prompt_tokens)
-- given int_unit_prices
from (values
    (timestamptz '2026-07-01 00:00:00+00', timestamptz '2027-01-01 08:00:00+00', 750000),
    (timestamptz '2027-01-01 08:00:00+00', timestamptz 'infinity', 1500000)
) as given (valid_from, valid_to, uncached_input_picousd)
    cross join (values ('google', 'gemini-3.6-flash', 'standard', false, 'global', 0, 9223372036854775807)) as lists (
        provider, llm_model, service_tier, is_batch, region_class, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values ('r1', 750000), ('r2', 1500000), ('r3', 750000)) as expected (dedupe_key, uncached_input_cost_picousd)

-- test: T9 and T11 1h writes at their own rate; a used meter without a price is NULL, an unused one 0, a free one 0
-- given int_requests_resolved
from (values
    ('r1', 344139, null, null), ('r2', null, 100, null), ('r3', null, 0, 5), ('r4', null, null, null)
) as given (dedupe_key, cache_write_1h_tokens, cache_read_tokens, uncached_input_tokens)
    cross join (values ('anthropic', 'm', 'standard', false, 'global', timestamptz '2026-03-01 00:00:00+00', 344139))
        as calls (provider, book_llm_model, priced_service_tier, is_batch, region_class, started_at, prompt_tokens)
-- given int_unit_prices
from (values ('anthropic', 'm', 6250000, 10000000, 0)) as given (
    provider, llm_model, cache_write_5m_picousd, cache_write_1h_picousd, uncached_input_picousd)
    cross join (values (
        'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values
    ('r1', 3441390000000, 0, 0, 6250000, 10000000), ('r2', 0, null, 0, 6250000, 10000000),
    ('r3', 0, 0, 0, 6250000, 10000000), ('r4', 0, 0, 0, 6250000, 10000000)
) as expected (
    dedupe_key, cache_write_1h_cost_picousd, cache_read_cost_picousd, uncached_input_cost_picousd,
    cheapest_write_picousd, dearest_write_picousd)

-- test: a count beyond what can be priced exactly gets no cost instead of ending the build
-- given int_requests_resolved
from (values (10000000000, 500000000)) as given (uncached_input_tokens, visible_output_tokens)
    cross join (values ('p', 'm', 'standard', false, 'global', timestamptz '2026-03-01 00:00:00+00', 0))
        as calls (provider, book_llm_model, priced_service_tier, is_batch, region_class, started_at, prompt_tokens)
-- given int_unit_prices
from (values ('p', 'm', 1000000000, 1000000000)) as given (
    provider, llm_model, uncached_input_picousd, visible_output_picousd)
    cross join (values (
        'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values (null, 500000000000000000, true))
    as expected (uncached_input_cost_picousd, visible_output_cost_picousd, is_out_of_range)

-- test: T5 reasoning stands beside visible output and is billed once: 0.7923 USD
-- given int_requests_resolved
from (values ('openai', 'm', 14746, 584, 1360, 14746)) as given (
    provider, book_llm_model, uncached_input_tokens, visible_output_tokens, reasoning_tokens, prompt_tokens)
    cross join (values ('standard', false, 'global', timestamptz '2026-05-01 00:00:00+00'))
        as calls (priced_service_tier, is_batch, region_class, started_at)
-- given int_unit_prices
from (values ('openai', 'm', 30000000, 180000000, 180000000))
    as given (provider, llm_model, uncached_input_picousd, visible_output_picousd, reasoning_picousd)
    cross join (values (
        'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values (442380000000, 105120000000, 244800000000))
    as expected (uncached_input_cost_picousd, visible_output_cost_picousd, reasoning_cost_picousd)

-- test: T7 and T11 reasoning has its own rate, and none where the book has none
-- given int_requests_resolved
from (values ('r1', 'own-rate', 1000000), ('r2', 'no-rate', 1000000)) as given (
    dedupe_key, book_llm_model, reasoning_tokens)
    cross join (values ('p', 'standard', false, 'global', timestamptz '2026-05-01 00:00:00+00', 0))
        as calls (provider, priced_service_tier, is_batch, region_class, started_at, prompt_tokens)
-- given int_unit_prices
from (values ('p', 'own-rate', 8000000, 3000000), ('p', 'no-rate', 8000000, null))
    as given (provider, llm_model, visible_output_picousd, reasoning_picousd)
    cross join (values (
        'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values ('r1', 3000000000000), ('r2', null)) as expected (dedupe_key, reasoning_cost_picousd)

-- test: T15 the published example of a batch in the us region costs 0.0176 USD
-- given int_requests_resolved
from (values ('anthropic', 'm', 1000, 2000, 10000, 500, 13000)) as given (
    provider, book_llm_model, uncached_input_tokens, cache_write_1h_tokens, cache_read_tokens, visible_output_tokens,
    prompt_tokens)
    cross join (values ('standard', true, 'us', timestamptz '2026-09-15 00:00:00+00'))
        as calls (priced_service_tier, is_batch, region_class, started_at)
-- given int_unit_prices
from (values (false, 'global', 4000000, 8000000, 200000, 20000000), (true, 'us', 2200000, 4400000, 110000, 11000000))
    as given (
        is_batch, region_class, uncached_input_picousd, cache_write_1h_picousd, cache_read_picousd,
        visible_output_picousd)
    cross join (values (
        'anthropic', 'm', 'standard', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (provider, llm_model, service_tier, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values (2200000000, 8800000000, 1100000000, 5500000000)) as expected (
    uncached_input_cost_picousd, cache_write_1h_cost_picousd, cache_read_cost_picousd, visible_output_cost_picousd)

-- test: T38 what our own cache answered costs nothing, and what that avoided stands apart
-- given int_requests_resolved
from (values
    ('hit', 'litellm-cache-hit-v1', 0, 0, 1000, 100),
    ('call', 'litellm-inclusive-v1', 1000, 100, 1000, 100)) as given (
    dedupe_key, meter_convention, uncached_input_tokens, visible_output_tokens, reported_input_tokens,
    reported_output_tokens)
    cross join (values (
        'anthropic', 'm', 'standard', false, 'global', timestamptz '2026-03-01 00:00:00+00'
    )) as calls (provider, book_llm_model, priced_service_tier, is_batch, region_class, started_at)
-- given int_unit_prices
from (values ('anthropic', 'm', 3000000, 15000000)) as given (
    provider, llm_model, uncached_input_picousd, visible_output_picousd)
    cross join (values (
        'standard', false, 'global', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity', 0,
        9223372036854775807
    )) as lists (service_tier, is_batch, region_class, valid_from, valid_to, prompt_tokens_from, prompt_tokens_to)
-- expect
from (values ('hit', 0, 0, 4500000000, true), ('call', 3000000000, 1500000000, null, false)) as expected (
    dedupe_key, uncached_input_cost_picousd, visible_output_cost_picousd, avoided_cost_picousd, is_answered_locally
)
