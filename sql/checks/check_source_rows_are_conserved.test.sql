-- test: rows that are neither accepted nor refused nor duplicates are an offence, and rows that the mart lacks
-- given raw_files
from (values
    ('fine', 10, 7, 2, 1, false),
    ('vanished', 10, 7, 2, 0, false),
    ('short', 5, 5, 0, 0, false),
    ('short', 9, 1, 0, 0, true)) as given (
    source, rows_read, rows_accepted, rows_quarantined, rows_duplicate, is_superseded
)
-- given mart_data_quality
from (values ('fine', 4), ('fine', 3), ('vanished', 7), ('short', 4)) as given (source, rows_accepted)
-- expect
from (values ('vanished', 10, 9), ('short', 5, 5)) as expected (source, rows_read, rows_accounted)
