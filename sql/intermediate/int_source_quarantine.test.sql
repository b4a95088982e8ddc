-- test: a rejected row takes the day of the rows before it, else of the first rows, else none
-- given raw_files
from (values ('s', 'f', false), ('s', 'none', false), ('s', 'old', true), ('other', 'f', true)) as given (
    source, file_id, is_superseded
)
-- given int_source_rows_by_day
from (values
    ('s', 'f', 10, date '2026-01-05'),
    ('s', 'f', 20, date '2026-01-06'),
    ('other', 'f', 1, date '2026-01-01')) as given (source, file_id, first_line_no, event_date)
-- given raw_quarantine
from (values
    ('s', 'f', 3, 'bad_count'),
    ('s', 'f', 15, 'bad_count'),
    ('s', 'f', 25, 'bad_time'),
    ('s', 'none', null, 'truncated_gzip'),
    ('s', 'old', 1, 'bad_time')) as given (source, file_id, line_no, reason)
-- expect
from (values
    ('s', 'bad_count', 2, date '2026-01-05'),
    ('s', 'bad_time', 1, date '2026-01-06'),
    ('s', 'truncated_gzip', 1, null)) as expected (source, reason, rows_quarantined, event_date)
