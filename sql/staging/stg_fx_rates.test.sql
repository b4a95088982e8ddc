-- test: the same rate of two files counts once; a closed row is history, and a rate learnt later is not known yet
-- given settings
from (values (timestamptz '2026-03-10 00:00:00+00')) as given (known_at)
-- given raw_fx_rates
from (values
    ('f1', 1.08, timestamptz '2026-03-02 00:00:00+00', null, false),
    ('f2', 1.08, timestamptz '2026-03-02 00:00:00+00', null, null),
    ('f3', 1.05, timestamptz '2026-03-01 00:00:00+00', timestamptz '2026-03-02 00:00:00+00', false),
    ('f4', 1.11, timestamptz '2026-03-11 00:00:00+00', null, false),
    ('f5', 1.12, timestamptz '2026-03-02 00:00:00+00', null, true)
) as given (file_id, rate, known_from, known_to, is_superseded)
-- expect
from (values ('f1', 1.08::decimal(38, 12))) as expected (file_id, rate)
