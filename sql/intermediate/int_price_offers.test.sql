-- test: T15 rules give the full cross product, and what the provider forbids is not offered
-- given int_price_spans
from (values ('anthropic', 'm', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as given (provider, llm_model, valid_from, valid_to)
-- given int_price_rules
from (values ('batch', 'batch'), ('region', 'us')) as given (dimension, target)
    cross join (values ('anthropic', 'm', timestamptz '2026-01-01 00:00:00+00'))
        as models (provider, llm_model, valid_from)
-- given int_prices
from (values ('standard'), ('fast')) as given (service_tier)
    cross join (values ('anthropic', 'm', false, 'global', false, timestamptz '2026-01-01 00:00:00+00'))
        as models (provider, llm_model, is_batch, region_class, is_fee, valid_from)
-- given stg_price_modifiers
from (values ('anthropic', 'm', 'fast', true, true, timestamptz '2026-01-01 00:00:00+00'))
    as given (provider, llm_model, service_tier, is_batch, is_forbidden, valid_from)
-- expect
from (values
    ('standard', false, 'global', 0), ('standard', true, 'global', 1), ('standard', false, 'us', 1),
    ('standard', true, 'us', 2), ('fast', false, 'global', 0), ('fast', false, 'us', 1)
) as expected (service_tier, is_batch, region_class, rule_count)

-- test: a combination with prices of its own is taken as published, not multiplied
-- given int_price_spans
from (values ('openai', 'm', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as given (provider, llm_model, valid_from, valid_to)
-- given int_price_rules
from (values ('openai', 'm', timestamptz '2026-01-01 00:00:00+00', 'batch', 'batch'))
    as given (provider, llm_model, valid_from, dimension, target)
-- given int_prices
from (values (false), (true)) as given (is_batch)
    cross join (values ('openai', 'm', 'standard', 'global', false, timestamptz '2026-01-01 00:00:00+00'))
        as models (provider, llm_model, service_tier, region_class, is_fee, valid_from)
-- expect
from (values (false, false, null, 0), (true, true, null, 0))
    as expected (is_batch, base_is_batch, batch_rule, rule_count)

-- test: tier rules multiply the standard price, never another tier
-- given int_price_spans
from (values ('openai', 'm', timestamptz '2026-01-01 00:00:00+00', timestamptz 'infinity'))
    as given (provider, llm_model, valid_from, valid_to)
-- given int_price_rules
from (values ('openai', 'm', timestamptz '2026-01-01 00:00:00+00', 'tier', 'flex'))
    as given (provider, llm_model, valid_from, dimension, target)
-- given int_prices
from (values ('standard'), ('priority')) as given (service_tier)
    cross join (values ('openai', 'm', false, 'global', false, timestamptz '2026-01-01 00:00:00+00'))
        as models (provider, llm_model, is_batch, region_class, is_fee, valid_from)
-- expect
from (values ('standard', 'standard'), ('priority', 'priority'), ('flex', 'standard'))
    as expected (service_tier, base_service_tier)
