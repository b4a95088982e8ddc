-- test: T15 batch x 1h write x us multiply exactly: 0.5 x 8 x 1.1 USD per million
-- given int_price_offers
from (values (
    'anthropic', 'claude-opus-5-5', timestamptz '2026-09-01 00:00:00+00', 'standard', false, 'global', 'standard', true,
    'us', null, 'batch', 'us'
)) as given (
    provider, llm_model, valid_from, base_service_tier, base_is_batch, base_region_class, service_tier, is_batch,
    region_class, tier_rule, batch_rule, region_rule)
-- given int_price_rules
from (values ('batch', 'batch', 1, 2), ('region', 'us', 11, 10))
    as given (dimension, target, multiplier_numerator, multiplier_denominator)
    cross join (values ('anthropic', 'claude-opus-5-5', timestamptz '2026-09-01 00:00:00+00'))
        as models (provider, llm_model, valid_from)
    cross join (values ('cache_write_1h'), ('uncached_input')) as meters (meter)
-- given int_prices
from (values ('cache_write_1h', 8000000, false), ('cache_read', 200000, false), ('web_search', 10000000000, true))
    as given (meter, price_picousd_per_unit, is_fee)
    cross join (values (
        'anthropic', 'claude-opus-5-5', 'standard', false, 'global', 0, timestamptz '2026-09-01 00:00:00+00'
    )) as models (
        provider, llm_model, service_tier, is_batch, region_class, context_threshold_tokens, valid_from)
-- expect: a meter that the rules do not speak of has no price, a fee per call is not multiplied
from (values ('cache_write_1h', 4400000), ('cache_read', null), ('web_search', 10000000000))
    as expected (meter, price_picousd)

-- test: T14 the operator decides where a band starts
-- given int_price_offers
from (values ('p', 'm', timestamptz '2026-01-01 00:00:00+00', 'standard', false, 'global'))
    as given (provider, llm_model, valid_from, base_service_tier, base_is_batch, base_region_class)
-- given int_prices
from (values (0, null, 1), (200000, '>', 2), (128000, '>=', 3))
    as given (context_threshold_tokens, threshold_operator, price_picousd_per_unit)
    cross join (values (
        'p', 'm', 'uncached_input', 'standard', false, 'global', false, timestamptz '2026-01-01 00:00:00+00'
    )) as models (provider, llm_model, meter, service_tier, is_batch, region_class, is_fee, valid_from)
-- expect
from (values (0, 1), (200001, 2), (128000, 3)) as expected (prompt_tokens_from, price_picousd)

-- test: T10 the rate comes from the book: random prices and multipliers, exact or without a price
-- given int_price_offers
select
    'p' as provider, 'm' || number as llm_model, timestamptz '2026-01-01 00:00:00+00' as valid_from,
    'standard' as base_service_tier, false as base_is_batch, 'global' as base_region_class, 'batch' as batch_rule,
from range(500) as numbers (number)
-- given int_price_rules
select
    'p' as provider, 'm' || number as llm_model, timestamptz '2026-01-01 00:00:00+00' as valid_from,
    'batch' as dimension, 'batch' as target, 'cache_read' as meter,
    (hash(number * 7) % 40 + 1)::bigint as multiplier_numerator,
    (hash(number * 11) % 40 + 1)::bigint as multiplier_denominator,
from range(500) as numbers (number)
-- given int_prices
select
    'p' as provider, 'm' || number as llm_model, 'cache_read' as meter, 'standard' as service_tier, false as is_batch,
    'global' as region_class, 0 as context_threshold_tokens, false as is_fee,
    timestamptz '2026-01-01 00:00:00+00' as valid_from,
    (hash(number * 13) % 1000000000)::bigint as price_picousd_per_unit,
from range(500) as numbers (number)
-- expect: the same quotient in 128 bits, or no price where it is not whole
with terms as (
    select
        'm' || number as llm_model,
        (hash(number * 13) % 1000000000)::hugeint * (hash(number * 7) % 40 + 1)::hugeint as product,
        (hash(number * 11) % 40 + 1)::hugeint as divisor,
    from range(500) as numbers (number)
),
expected as (
    select
        llm_model,
        if(product = divisor * (product // divisor), product // divisor, null)::bigint as price_picousd,
    from terms
)
select * from expected
