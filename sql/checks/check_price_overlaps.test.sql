-- test: two prices for one meter at one time are named, prices that meet are not
-- given int_prices
from (values
    ('m', 3000000, 'row 1', timestamptz '2026-01-01 00:00:00+00', timestamptz '2026-03-13 00:00:00+00'),
    ('m', 2000000, 'row 2', timestamptz '2026-03-13 00:00:00+00', null),
    ('n', 3000000, 'row 3', timestamptz '2026-01-01 00:00:00+00', null),
    ('n', 2000000, 'row 4', timestamptz '2026-03-13 00:00:00+00', null)
) as given (llm_model, price_picousd_per_unit, source_row, valid_from, valid_to)
    cross join (values ('p', 'image', 'standard', false, 'global', 0, 'page')) as rest (
        provider, meter, service_tier, is_batch, region_class, context_threshold_tokens, price_source)
-- expect
from (values (
    'price', 'p / n / image / standard / no batch / global / 0', '3000000', '2000000', 'page, row 3', 'page, row 4'))
    as expected (kind, subject, said, next_said, stands_in, next_stands_in)

-- test: an alias of two models, a rule with two multipliers and an id of two customers are named
-- given stg_model_aliases
from (values ('latest', 'm'), ('latest', 'n')) as given (alias, llm_model)
    cross join (values ('p', timestamptz '2026-01-01 00:00:00+00')) as rest (provider, valid_from)
-- given stg_price_modifiers
from (values (['image'], 1), (['image', 'cache_read'], 3)) as given (meter_list, multiplier_numerator)
    cross join (values ('p', 'm', true, 2, timestamptz '2026-01-01 00:00:00+00')) as rest (
        provider, llm_model, is_batch, multiplier_denominator, valid_from)
-- given stg_customers
from (values
    ('acme', 'litellm_end_user', 'c1'), ('beta', 'otel_attribute', 'c1'), ('acme', 'litellm_end_user', 'c2'),
    ('acme', 'otel_attribute', 'c2')
) as given (customer_id, external_system, external_id)
    cross join (values (date '2026-01-01')) as rest (valid_from)
-- expect
from (values
    ('alias', 'p / latest', 'm', 'n'), ('rule', 'p / m / any tier / batch true / any region / image', '1/2', '3/2'),
    ('customer', 'customer_ref / c1', 'acme', 'beta')
) as expected (kind, subject, said, next_said)
