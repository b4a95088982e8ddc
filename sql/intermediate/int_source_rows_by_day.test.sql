-- test: rows of a file count on the UTC day of their own time, for the source that read them
-- given raw_requests
from (values
    ('logs', 'f', 1, timestamptz '2026-01-05 23:59:59+00'),
    ('logs', 'f', 2, timestamptz '2026-01-06 00:00:00+00'),
    ('logs', 'f', 3, timestamptz '2026-01-06 08:00:00+00'),
    ('again', 'f', 3, timestamptz '2026-01-06 08:00:00+00')) as given (source, file_id, line_no, started_at)
-- given raw_invoice_lines
from (values ('bill', 'i', 4, timestamptz '2026-01-06 00:00:00+00')) as given (
    source, file_id, line_no, charge_period_start
)
-- expect
from (values
    ('logs', 'f', 'requests', 1, 1, date '2026-01-05', timestamptz '2026-01-05 23:59:59+00'),
    ('logs', 'f', 'requests', 2, 2, date '2026-01-06', timestamptz '2026-01-06 08:00:00+00'),
    ('again', 'f', 'requests', 1, 3, date '2026-01-06', timestamptz '2026-01-06 08:00:00+00'),
    ('bill', 'i', 'invoice_lines', 1, 4, date '2026-01-06', timestamptz '2026-01-06 00:00:00+00')) as expected (
    source, file_id, dataset, rows_accepted, first_line_no, event_date, last_event_at
)
