-- why: rows read = accepted + quarantined + exact duplicates, in the ledger and by source in the mart
with files_in_force as (
    select
        source,
        rows_read,
        rows_accepted,
        rows_quarantined,
        rows_duplicate,
    from raw_files
    where is_superseded is not true
),

source_files as (
    select
        source,
        sum(rows_read) as rows_read,
        sum(rows_accepted) as rows_accepted,
        sum(rows_accepted + rows_quarantined + rows_duplicate) as rows_accounted,
    from files_in_force
    group by source
),

source_days as (
    select
        source,
        sum(rows_accepted) as rows_accepted,
    from mart_data_quality
    group by source
),

offences as (
    select
        source,
        source_files.rows_read,
        source_files.rows_accounted,
        source_files.rows_accepted,
        source_days.rows_accepted as rows_accepted_in_mart,
    from source_files
    left join source_days using (source)
    where
        source_files.rows_read <> source_files.rows_accounted
        or source_files.rows_accepted is distinct from source_days.rows_accepted
)

select * from offences
