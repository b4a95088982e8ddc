-- test: dollars per pricing unit become whole picodollars per unit, and empty cells their meaning
-- given source_records
from (values
    ('p', 'm', 'uncached_input', null, null, null, '1000000 Tokens', '3.00', '2026-01-01', null, 'page'),
    ('p', 'm', 'cache_read', '200000', '>', 'US', '1000000 Tokens', '0.003625', '2026-01-01', '2026-03-13', 'page'),
    ('p', 'm', 'visible_output', '128000', '>=', null, '1 Tokens', '1.5e-05', '2027-01-01 00:00:00-08', null, 'page'),
    ('p', 'm', 'web_search', null, null, null, '1000 Requests', '10', '2026-01-01', null, 'page'),
    ('p', 'm', 'reasoning', null, null, null, '1000000 Tokens', '0', '2026-01-01', null, 'page')
) as given (
    provider, llm_model, meter, context_threshold_tokens, threshold_operator, region_class, pricing_unit, price_usd,
    valid_from, valid_to, price_source)
-- expect
from (values
    ('uncached_input', 0, null, 'global', 'Tokens', 3000000, timestamptz '2026-01-01 00:00:00+00', null),
    ('cache_read', 200000, '>', 'us', 'Tokens', 3625, timestamptz '2026-01-01 00:00:00+00',
        timestamptz '2026-03-13 00:00:00+00'),
    ('visible_output', 128000, '>=', 'global', 'Tokens', 15000000, timestamptz '2027-01-01 08:00:00+00', null),
    ('web_search', 0, null, 'global', 'Requests', 10000000000, timestamptz '2026-01-01 00:00:00+00', null),
    ('reasoning', 0, null, 'global', 'Tokens', 0, timestamptz '2026-01-01 00:00:00+00', null)
) as rates (
    meter, context_threshold_tokens, threshold_operator, region_class, unit, price_picousd_per_unit, valid_from,
    valid_to)
    cross join (values ('standard', false, null)) as expected (service_tier, is_batch, reject_reason)

-- test: every way to write a price wrong has its own reason
-- given source_records
from (values
    (1, 'm', 'uncached_input', '1000000 Tokens', '3', '2026-01-01', null),
    (2, null, 'uncached_input', '1000000 Tokens', '3', '2026-01-01', null),
    (3, 'm', 'input', '1000000 Tokens', '3', '2026-01-01', null),
    (4, 'm', 'uncached_input', '1000000 Requests', '3', '2026-01-01', null),
    (5, 'm', 'uncached_input', '1 million tokens', '3', '2026-01-01', null),
    (6, 'm', 'uncached_input', '1000000 Tokens', '$3', '2026-01-01', null),
    (7, 'm', 'uncached_input', '1000000 Tokens', '-3', '2026-01-01', null),
    (8, 'm', 'uncached_input', '1000000 Tokens', '0.0000001', '2026-01-01', null),
    (9, 'm', 'uncached_input', '1 Tokens', '3', '2026-01-01', null),
    (10, 'm', 'uncached_input', '1000000 Tokens', '3', '01/02/2026', '2026-01-01'),
    (11, 'm', 'uncached_input', '1000000 Tokens', '3', '2026-01-02', '2026-01-02'),
    (12, 'm', 'uncached_input', '1000000 Tokens', 'nan', '2026-01-01', null)
) as given (line_no, llm_model, meter, pricing_unit, price_usd, valid_from, valid_to)
    cross join (values ('p', 'page')) as rest (provider, price_source)
-- expect
from (values
    (1, null), (2, 'missing_value'), (3, 'unknown_meter'), (4, 'bad_pricing_unit'), (5, 'bad_pricing_unit'),
    (6, 'bad_price'), (7, 'bad_price'), (8, 'price_not_whole_picodollars'), (9, 'price_out_of_range'),
    (10, 'bad_validity'), (11, 'bad_validity'), (12, 'bad_price')
) as expected (line_no, reject_reason)

-- test: a threshold needs its operator and an operator its threshold
-- given source_records
from (values (1, '200000', '>'), (2, '200000', null), (3, null, '>'), (4, '-5', '>'), (5, '200000', '<'))
    as given (line_no, context_threshold_tokens, threshold_operator)
    cross join (values ('p', 'm', 'image', '1000000 Tokens', '3', '2026-01-01', 'page'))
        as rest (provider, llm_model, meter, pricing_unit, price_usd, valid_from, price_source)
-- expect
from (values
    (1, null), (2, 'bad_threshold'), (3, 'bad_threshold'), (4, 'bad_threshold'), (5, 'bad_threshold')
) as expected (line_no, reject_reason)
