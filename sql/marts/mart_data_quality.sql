-- grain: one row per source and UTC day, also for days without rows between a source's first day and the last day seen
-- key: source, event_date?
-- units: rows, requests, shares from 0 to 1, _usd in USD; event_date NULL = rows without a day (reference tables)
-- source: raw_files, int_source_rows_by_day, int_source_quarantine, int_request_quality_by_day, settings
-- why: whether a day can be believed before anybody argues about its cost: what came in, what was refused and why,
--      who is unknown, what is estimated, what the source's own cost says, which days and files are missing, and which
--      fields came that its reader does not know
with settings as (
    select * from settings
),

files_in_force as (
    select * from raw_files where is_superseded is not true
),

file_days as (
    select
        files_in_force.source,
        files_in_force.file_id,
        rows_by_day.dataset,
        rows_by_day.rows_accepted,
        rows_by_day.event_date,
        rows_by_day.last_event_at,
    from int_source_rows_by_day as rows_by_day
    inner join files_in_force
        on rows_by_day.source = files_in_force.source
        and rows_by_day.file_id = files_in_force.file_id
),

file_last_days as (
    select
        source,
        file_id,
        max(event_date) as event_date,
    from file_days
    group by source, file_id
),

-- What is counted by file only (exact duplicates, files that are gone, unknown fields) goes to its last day.
counts as (
    select
        source, rows_accepted, 0 as rows_duplicate, 0 as rows_quarantined, 0 as missing_files, null as reason,
        null as unknown_fields, event_date, last_event_at,
    from file_days
    union all
    select
        files_in_force.source,
        case when file_last_days.file_id is null then files_in_force.rows_accepted else 0 end as rows_accepted,
        files_in_force.rows_duplicate, 0 as rows_quarantined,
        coalesce(files_in_force.is_source_missing, false)::integer as missing_files,
        null as reason, files_in_force.unknown_fields,
        file_last_days.event_date,
        null as last_event_at,
    from files_in_force
    left join file_last_days
        on files_in_force.source = file_last_days.source
        and files_in_force.file_id = file_last_days.file_id
    union all
    select source, 0, 0, rows_quarantined, 0, reason, null, event_date, null from int_source_quarantine
),

-- Every day of a source of requests; a source of invoices brings a row per period and has no missing days.
source_days as (
    select
        source,
        unnest(range(min(event_date), any_value(settings.as_of_date) + 1, interval 1 day))::date as event_date,
    from file_days
    cross join settings
    where dataset = 'requests'
    group by source
),

counted_days as (
    select
        source,
        sum(coalesce(rows_accepted, 0)) as rows_accepted, sum(coalesce(rows_quarantined, 0)) as rows_quarantined,
        sum(coalesce(rows_duplicate, 0)) as rows_duplicate,
        sum(coalesce(missing_files, 0)) as missing_files,
        string_agg(reason || '=' || rows_quarantined, ', ' order by rows_quarantined desc, reason)
            filter (reason is not null) as quarantine_reasons,
        array_to_string(list_sort(list_distinct(flatten(list(string_split(unknown_fields, ', '))
            filter (unknown_fields is not null)))), ', ') as unknown_fields,
        event_date,
        max(last_event_at) as last_event_at,
    from counts
    full outer join source_days using (source, event_date)
    group by source, event_date
),

quality as (
    select
        counted_days.source,
        counted_days.quarantine_reasons,
        nullif(counted_days.unknown_fields, '') as unknown_fields,
        (counted_days.rows_accepted + counted_days.rows_quarantined + counted_days.rows_duplicate)::bigint as rows_read,
        counted_days.rows_accepted::bigint as rows_accepted,
        counted_days.rows_quarantined::bigint as rows_quarantined,
        counted_days.rows_duplicate::bigint as rows_duplicate,
        counted_days.missing_files::bigint as missing_files,
        coalesce(requests.requests, 0)::bigint as requests,
        requests.unattributed_requests / nullif(requests.requests, 0) as unattributed_share,
        requests.estimated_requests / nullif(requests.requests, 0) as estimated_share,
        requests.unsplit_requests / nullif(requests.requests, 0) as unsplit_output_share,
        requests.unpriced_requests / nullif(requests.requests, 0) as unpriced_share,
        requests.old_price_requests / nullif(requests.requests - requests.unpriced_requests, 0) as old_price_share,
        requests.oldest_price_days,
        requests.total_mismatch_requests::bigint as total_mismatch_requests,
        requests.cost_reported_requests::bigint as cost_reported_requests,
        requests.cost_beyond_tolerance_requests / nullif(requests.cost_reported_requests, 0)
            as cost_beyond_tolerance_share,
        usd(requests.unattributed_cost_picousd) as unattributed_cost_usd,
        usd(requests.reported_cost_picousd) as reported_cost_usd,
        usd(requests.compared_cost_picousd) as compared_cost_usd,
        usd(requests.reported_cost_picousd - requests.compared_cost_picousd) as cost_difference_usd,
        settings.as_of_date - max(utc_date(counted_days.last_event_at)) over (partition by counted_days.source)
            as days_behind,
        counted_days.event_date is not null and counted_days.rows_accepted = 0 as is_missing_day,
        counted_days.event_date,
        counted_days.last_event_at,
    from counted_days
    cross join settings
    left join int_request_quality_by_day as requests
        on counted_days.source = requests.source
        and counted_days.event_date = requests.event_date
)

select * from quality
