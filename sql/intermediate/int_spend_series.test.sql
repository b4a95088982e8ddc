-- test: a series runs from its first day to the last day seen, days without calls cost nothing, unpriced days are none
-- given settings
from (values (date '2026-03-08', 'UTC')) as given (as_of_date, reporting_time_zone)
-- given int_costs_by_day
from (values
    ('p', 'a', 5000000000000::hugeint, date '2026-03-06'),
    ('p', 'a', 1500000000000, date '2026-03-06'),
    ('q', 'b', 2000000000000, date '2026-03-08'),
    ('q', 'c', null, date '2026-03-08')
) as given (provider, llm_model, list_cost_picousd, event_date)
-- expect
from (values
    ('p/a', 'p', 'a', 'working day', 7, 20518, 6.5),
    ('p/a', 'p', 'a', 'weekend', 7, 20519, 0),
    ('p/a', 'p', 'a', 'weekend', 7, 20520, 0),
    ('q/b', 'q', 'b', 'weekend', 7, 20520, 2),
    ('(all)/(all)', '(all)', '(all)', 'working day', 7, 20518, 6.5),
    ('(all)/(all)', '(all)', '(all)', 'weekend', 7, 20519, 0),
    ('(all)/(all)', '(all)', '(all)', 'weekend', 7, 20520, 2)
) as expected (series_id, provider, llm_model, slot, season_length, period_no, amount)
