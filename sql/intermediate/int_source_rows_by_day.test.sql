-- test: rows of a file count on the UTC day of their own time
-- given raw_requests
from (values
    ('f', 1, timestamptz '2026-01-05 23:59:59+00'),
    ('f', 2, timestamptz '2026-01-06 00:00:00+00'),
    ('f', 3, timestamptz '2026-01-06 08:00:00+00')) as given (file_id, line_no, started_at)
-- given raw_invoice_lines
from (values ('i', 4, timestamptz '2026-01-06 00:00:00+00')) as given (file_id, line_no, charge_period_start)
-- expect
from (values
    ('f', 'requests', 1, 1, date '2026-01-05', timestamptz '2026-01-05 23:59:59+00'),
    ('f', 'requests', 2, 2, date '2026-01-06', timestamptz '2026-01-06 08:00:00+00'),
    ('i', 'invoice_lines', 1, 4, date '2026-01-06', timestamptz '2026-01-06 00:00:00+00')) as expected (
    file_id, dataset, rows_accepted, first_line_no, event_date, last_event_at
)
