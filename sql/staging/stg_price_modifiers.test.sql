-- test: meters become a list, and closed or superseded rules are left out
-- given raw_price_modifiers
from (values
    ('a', 'uncached_input visible_output', null, false),
    ('b', 'tokens', timestamptz '2026-01-01 00:00:00+00', false),
    ('c', 'tokens', null, true)
) as given (llm_model, meters, known_to, is_superseded)
-- expect
from (values ('a', ['uncached_input', 'visible_output'], false)) as expected (llm_model, meter_list, is_forbidden)

-- test: the same rule in two files is one rule
-- given raw_price_modifiers
from (values ('a', 'tokens', 1, 2, 'f1'), ('a', 'tokens', 1, 2, 'f2'))
    as given (llm_model, meters, multiplier_numerator, multiplier_denominator, file_id)
-- expect
from (values ('a', 'f1')) as expected (llm_model, file_id)
