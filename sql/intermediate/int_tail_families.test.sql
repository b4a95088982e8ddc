-- test: a power law gains nothing from bending, a tail that falls like a bell is better told by both alternatives
-- given int_tail_excesses
select
    date '2026-01-01' as month_date,
    'straight' as llm_model,
    'tokens' as measure,
    1.5 as tail_index,
    1 as members,
    -ln((place + 0.5) / 2000) / 1.5 as excess,
from range(2000) as places (place)
-- given int_tail_excesses
select
    date '2026-01-01' as month_date,
    'bent' as llm_model,
    'tokens' as measure,
    1.5 as tail_index,
    1 as members,
    sqrt(-ln((place + 0.5) / 2000)) / 1.3293403881791370 as excess,
from range(2000) as places (place)
-- expect
from (values
    ('straight', 'lognormal', false), ('straight', 'truncated_power_law', false), ('bent', 'lognormal', true),
    ('bent', 'truncated_power_law', true)
) as expected (llm_model, family, is_better)
