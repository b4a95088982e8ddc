-- test: accepted, quarantined and duplicate rows add up to the rows read, and a day without rows is missing
-- given settings
from (values ('UTC', date '2026-01-07')) as given (reporting_time_zone, as_of_date)
-- given raw_files
from (values
    ('f', 'logs', 4, 2, 1, false),
    ('ref', 'customers', 3, 0, 0, false),
    ('f', 'outcomes', 1, 0, 0, false),
    ('old', 'logs', 9, 9, 9, true)) as given (
    file_id, source, rows_accepted, rows_quarantined, rows_duplicate, is_superseded
)
-- given int_source_rows_by_day
from (values
    ('logs', 'f', 'requests', 3, date '2026-01-05', timestamptz '2026-01-05 10:00:00+00'),
    ('logs', 'f', 'requests', 1, date '2026-01-06', timestamptz '2026-01-06 10:00:00+00'),
    ('logs', 'old', 'requests', 9, date '2026-01-01', timestamptz '2026-01-01 10:00:00+00')) as given (
    source, file_id, dataset, rows_accepted, event_date, last_event_at
)
-- given int_source_quarantine
from (values
    ('logs', 'bad_time', 1, date '2026-01-05'),
    ('logs', 'bad_count', 1, date '2026-01-05')) as given (source, reason, rows_quarantined, event_date)
-- given int_request_quality_by_day
from (values ('logs', 4, 1, 0, 2, 4, 1, 2000000000000, 1500000000000, date '2026-01-05')) as given (
    source, requests, unattributed_requests, estimated_requests, unpriced_requests, cost_reported_requests,
    cost_beyond_tolerance_requests, reported_cost_picousd, compared_cost_picousd, event_date
)
-- expect
from (values
    ('logs', 'bad_count=1, bad_time=1', 5, 3, 2, 0, 4, 0.25, 0.5, 0.25, 0.5::decimal(38, 12), 1, false,
        date '2026-01-05'),
    ('logs', null, 2, 1, 0, 1, 0, null, null, null, null, 1, false, date '2026-01-06'),
    ('logs', null, 0, 0, 0, 0, 0, null, null, null, null, 1, true, date '2026-01-07'),
    ('customers', null, 3, 3, 0, 0, 0, null, null, null, null, null, false, null),
    ('outcomes', null, 1, 1, 0, 0, 0, null, null, null, null, null, false, null)) as expected (
    source, quarantine_reasons, rows_read, rows_accepted, rows_quarantined, rows_duplicate, requests,
    unattributed_share, unpriced_share, cost_beyond_tolerance_share, cost_difference_usd, days_behind, is_missing_day,
    event_date
)

-- test: T50: the share of calls without a customer stands in the source's own row, with its cost
-- given settings
from (values ('UTC', date '2026-01-05')) as given (reporting_time_zone, as_of_date)
-- given raw_files
from (values ('f1', 'gateway-chat', 2), ('f2', 'gateway-messages', 4)) as given (file_id, source, rows_accepted)
-- given int_source_rows_by_day
from (values ('gateway-chat', 'f1', 2), ('gateway-messages', 'f2', 4)) as given (source, file_id, rows_accepted)
    cross join (values ('requests', date '2026-01-05', timestamptz '2026-01-05 10:00:00+00')) as same (
        dataset, event_date, last_event_at)
-- given int_request_quality_by_day
from (values ('gateway-chat', 2, 0, null), ('gateway-messages', 4, 3, 1500000000000)) as given (
    source, requests, unattributed_requests, unattributed_cost_picousd)
    cross join (values (date '2026-01-05')) as days (event_date)
-- expect
from (values ('gateway-chat', 0.0, null), ('gateway-messages', 0.75, 1.5::decimal(38, 12))) as expected (
    source, unattributed_share, unattributed_cost_usd
)

-- test: files that are gone and fields that nobody knows stand on the last day of their file
-- given settings
from (values ('UTC', date '2026-01-06')) as given (reporting_time_zone, as_of_date)
-- given raw_files
from (values
    ('f', 'logs', 4, 0, 0, true, 'b, a'),
    ('g', 'logs', 1, 0, 0, false, 'a, c'),
    ('ref', 'customers', 3, 0, 0, false, null)) as given (
    file_id, source, rows_accepted, rows_quarantined, rows_duplicate, is_source_missing, unknown_fields
)
-- given int_source_rows_by_day
from (values
    ('logs', 'f', 'requests', 3, date '2026-01-05', timestamptz '2026-01-05 10:00:00+00'),
    ('logs', 'f', 'requests', 1, date '2026-01-06', timestamptz '2026-01-06 10:00:00+00'),
    ('logs', 'g', 'requests', 1, date '2026-01-06', timestamptz '2026-01-06 10:00:00+00')) as given (
    source, file_id, dataset, rows_accepted, event_date, last_event_at
)
-- expect
from (values
    ('logs', date '2026-01-05', 0, null),
    ('logs', date '2026-01-06', 1, 'a, b, c'),
    ('customers', null, 0, null)) as expected (source, event_date, missing_files, unknown_fields)
