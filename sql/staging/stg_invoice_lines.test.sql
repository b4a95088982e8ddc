-- test: the last delivery of a period replaces the whole period, also the charges that it no longer lists
-- given raw_invoice_lines
from (values
    ('k1', 'march', 10.00, 1), ('k2', 'march', 5.00, 1),
    ('k1', 'march', 11.00, 2),
    ('k3', 'april', 7.00, 1)
) as given (line_key, replace_key, billed_cost, commit_no)
-- expect
from (values ('k1', 11.00), ('k3', 7.00)) as expected (line_key, billed_cost)

-- test: superseded lines are gone, and a charge belongs to the UTC day that it starts on
-- given raw_invoice_lines
from (values
    ('k1', null, true, timestamptz '2026-03-02 01:00:00+02'),
    ('k2', null, false, timestamptz '2026-03-02 01:00:00+02')
) as given (line_key, replace_key, is_superseded, charge_period_start)
-- expect
from (values ('k2', date '2026-03-01')) as expected (line_key, event_date)
