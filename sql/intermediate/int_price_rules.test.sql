-- test: a rule is laid out by the meters that it names, and one that forbids multiplies nothing
-- given int_price_spans
from (values ('p', 'm', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as given (provider, llm_model, valid_from, valid_to)
-- given stg_price_modifiers
from (values
    (null, true, null, ['uncached_input', 'visible_output'], 1, 2, false),
    ('fast', true, null, null, null, null, true),
    ('priority', null, null, ['web_search'], 2, 1, false),
    (null, null, 'us', ['image'], 11, 10, false)
) as given (
    service_tier, is_batch, region_class, meter_list, multiplier_numerator, multiplier_denominator, is_forbidden)
    cross join (values ('p', 'm', timestamptz '2026-01-01 00:00:00+00')) as models (provider, llm_model, valid_from)
-- expect
from (values
    ('batch', 'batch', 'uncached_input', 1, 2), ('batch', 'batch', 'visible_output', 1, 2),
    ('tier', 'priority', 'web_search', 2, 1), ('region', 'us', 'image', 11, 10)
) as expected (dimension, target, meter, multiplier_numerator, multiplier_denominator)

-- test: all tokens means the ten token meters and no fee
-- given int_price_spans
from (values ('p', 'm', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as given (provider, llm_model, valid_from, valid_to)
-- given stg_price_modifiers
from (values ('p', 'm', true, ['tokens'], 1, 2, false, timestamptz '2025-01-01 00:00:00+00')) as given (
    provider, llm_model, is_batch, meter_list, multiplier_numerator, multiplier_denominator, is_forbidden, valid_from)
-- expect
select unnest(token_meters()) as meter

-- test: a rule that starts later does not hold before
-- given int_price_spans
from (values
    ('p', 'm', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-07-01 00:00:00+00'),
    ('p', 'm', timestamptz '2026-07-01 00:00:00+00', timestamptz 'infinity')
) as given (provider, llm_model, valid_from, valid_to)
-- given stg_price_modifiers
from (values ('p', 'm', 'eu', ['image'], 11, 10, false, timestamptz '2026-07-01 00:00:00+00')) as given (
    provider, llm_model, region_class, meter_list, multiplier_numerator, multiplier_denominator, is_forbidden,
    valid_from)
-- expect
from (values (timestamptz '2026-07-01 00:00:00+00', 'eu')) as expected (valid_from, target)
