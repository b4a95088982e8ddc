-- test: T15 a price for a combination that the provider forbids is named
-- given int_prices
from (values ('fast', true), ('fast', false), ('standard', true)) as given (service_tier, is_batch)
    cross join (values ('p', 'm', 'image', 'global', 0, false, timestamptz '2026-01-01 00:00:00+00')) as rest (
        provider, llm_model, meter, region_class, context_threshold_tokens, is_fee, valid_from)
-- given stg_price_modifiers
from (values ('p', 'm', 'fast', true, true, timestamptz '2026-01-01 00:00:00+00'))
    as given (provider, llm_model, service_tier, is_batch, is_forbidden, valid_from)
-- expect
from (values ('a combination that the provider forbids has a price', 'p / m / fast / image'))
    as expected (problem, subject)

-- test: names and rules without a model, names that are models, fees in a tier and thresholds with two operators
-- given int_prices
from (values
    ('m', 'image', 'standard', 200000, '>', false), ('m', 'cache_read', 'standard', 200000, '>=', false),
    ('n', 'web_search', 'priority', 0, null, true)
) as given (llm_model, meter, service_tier, context_threshold_tokens, threshold_operator, is_fee)
    cross join (values ('p', false, false, 'global')) as rest (provider, is_public_list, is_batch, region_class)
-- given stg_model_aliases
from (values ('p', 'x', 'gone'), ('p', 'm', 'n')) as given (provider, alias, llm_model)
-- given stg_price_modifiers
from (values ('p', 'gone', false)) as given (provider, llm_model, is_forbidden)
-- expect
from (values
    ('an alias names a model that has no price', 'p / x / gone'),
    ('an alias is itself the id of a model with prices of its own', 'p / m / n'),
    ('a rule is for a model that has no price', 'p / gone'),
    ('a fee per call stands outside of the standard price list', 'p / n / priority / web_search'),
    ('a threshold of one model has both operators', 'p / m / 200000')
) as expected (problem, subject)

-- test: a multiplied price that is no whole number of picodollars is named
-- given int_offer_prices
from (values ('p', 'm', 'batch', 'global', 'image', null, 1), ('p', 'm', 'flex', 'global', 'image', null, null))
    as given (provider, llm_model, service_tier, region_class, meter, price_picousd, numerator)
-- expect
from (values ('a rule makes a price that is no whole number of picodollars', 'p / m / batch / global / image'))
    as expected (problem, subject)
