-- grain: one row per UTC day, source and file with rows of that day
-- key: event_date, source, file_id
-- units: rows; first_line_no from 1
-- source: raw_requests, raw_invoice_lines
-- why: files know their counts but not their days; the rows they brought do. One file may be read by several sources,
--      such as traces that tell requests and outcomes
-- kept: table by event_date
with raw_requests as (
    select * from raw_requests
),

raw_invoice_lines as (
    select * from raw_invoice_lines
),

request_rows as (
    select
        source,
        file_id,
        'requests' as dataset,
        count(*) as rows_accepted,
        min(line_no) as first_line_no,
        utc_date(started_at) as event_date,
        max(started_at) as last_event_at,
    from raw_requests
    group by source, file_id, utc_date(started_at)
),

invoice_rows as (
    select
        source,
        file_id,
        'invoice_lines' as dataset,
        count(*) as rows_accepted,
        min(line_no) as first_line_no,
        utc_date(charge_period_start) as event_date,
        max(charge_period_start) as last_event_at,
    from raw_invoice_lines
    group by source, file_id, utc_date(charge_period_start)
),

file_days as (
    select * from request_rows
    union all
    select * from invoice_rows
)

select * from file_days
