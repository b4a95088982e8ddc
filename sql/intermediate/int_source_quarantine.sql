-- grain: one row per source, UTC day and reason
-- key: source, reason, event_date?
-- units: rows
-- source: raw_quarantine, raw_files, int_source_rows_by_day
-- why: a rejected row has no readable time, so it takes the day of the rows before it in its file, else of the first
--      rows of the file; where the file has none at all the day stays unknown
-- kept: build
with raw_quarantine as (
    select * from raw_quarantine
),

superseded_files as (
    select source, file_id from raw_files where is_superseded
),

rejected as (
    select
        raw_quarantine.source,
        raw_quarantine.file_id,
        raw_quarantine.reason,
        coalesce(raw_quarantine.line_no, 0) as line_no,
    from raw_quarantine
    anti join superseded_files
        on raw_quarantine.source = superseded_files.source
        and raw_quarantine.file_id = superseded_files.file_id
),

first_days as (
    select
        source,
        file_id,
        min(event_date) as event_date,
    from int_source_rows_by_day
    group by source, file_id
),

dated as (
    select
        rejected.source,
        rejected.reason,
        coalesce(days_before.event_date, first_days.event_date) as event_date,
    from rejected
    asof left join int_source_rows_by_day as days_before
        on rejected.source = days_before.source
        and rejected.file_id = days_before.file_id
        and rejected.line_no >= days_before.first_line_no
    left join first_days
        on rejected.source = first_days.source
        and rejected.file_id = first_days.file_id
),

counted as (
    select
        source,
        reason,
        count(*) as rows_quarantined,
        event_date,
    from dated
    group by source, reason, event_date
)

select * from counted
