-- test: multipliers are kept as the smallest exact fraction, and forbidden has none
-- given source_records
from (values
    (1, null, 'true', null, null, '0.5'), (2, null, null, 'US', 'uncached_input image', '1.1'),
    (3, 'priority', null, null, null, '7/4'), (4, 'fast', 'true', null, null, 'forbidden'),
    (5, 'free', null, null, null, '0')
) as given (line_no, service_tier, is_batch, region_class, meters, multiplier)
    cross join (values ('p', 'm', '2026-01-01', 'page')) as rest (provider, llm_model, valid_from, price_source)
-- expect
from (values
    (1, null, true, null, 'tokens', 1, 2, false, null),
    (2, null, null, 'us', 'uncached_input image', 11, 10, false, null),
    (3, 'priority', null, null, 'tokens', 7, 4, false, null), (4, 'fast', true, null, null, null, null, true, null),
    (5, 'free', null, null, 'tokens', 0, 1, false, null)
) as expected (
    line_no, service_tier, is_batch, region_class, meters, multiplier_numerator, multiplier_denominator, is_forbidden,
    reject_reason)

-- test: a rule multiplies for one thing only, by a number, and for meters that exist
-- given source_records
from (values
    (1, 'flex', 'true', null, '0.5', '2026-01-01'), (2, null, null, null, '0.5', '2026-01-01'),
    (3, null, 'false', null, '0.5', '2026-01-01'), (4, null, null, null, 'forbidden', '2026-01-01'),
    (5, 'flex', null, null, 'half', '2026-01-01'), (6, 'flex', null, null, '1/0', '2026-01-01'),
    (7, 'flex', null, 'input', '0.5', '2026-01-01'), (8, 'flex', null, null, '0.5', 'soon'),
    (9, null, 'yes', null, '0.5', '2026-01-01'), (10, 'flex', null, null, '-1', '2026-01-01')
) as given (line_no, service_tier, is_batch, meters, multiplier, valid_from)
    cross join (values ('p', 'm', 'page')) as rest (provider, llm_model, price_source)
-- expect
from (values
    (1, 'bad_condition'), (2, 'bad_condition'), (3, 'bad_condition'), (4, 'bad_condition'), (5, 'bad_multiplier'),
    (6, 'bad_multiplier'), (7, 'unknown_meter'), (8, 'bad_validity'), (9, 'bad_boolean'), (10, 'bad_multiplier')
) as expected (line_no, reject_reason)
