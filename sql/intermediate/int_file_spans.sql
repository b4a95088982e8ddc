-- grain: one span of commits in which one version of a source file was in force
-- key: file_id, reader_version, from_commit_no
-- units: commits; to_commit_no is exclusive, NULL = still in force
-- source: raw_files, version_marks
-- why: a file is delivered again, or its earlier bytes come back; with these spans what earlier publications stood on
--      can be told from what stands now. A version that was replaced before the ledger noted when has no span
-- kept: build
with versions as (
    select
        file_id,
        reader_version,
        bool_and(is_superseded) as is_superseded,
        min(commit_no) as commit_no,
    from raw_files
    group by file_id, reader_version
),

changes as (
    select
        versions.file_id,
        versions.reader_version,
        versions.commit_no,
        not versions.is_superseded or version_marks.file_id is not null as is_in_force,
    from versions
    left join version_marks using (file_id, reader_version)
    union all
    select
        file_id,
        reader_version,
        commit_no,
        not is_superseded as is_in_force,
    from version_marks
),

turns as (
    select
        file_id,
        reader_version,
        commit_no as from_commit_no,
        bool_and(is_in_force) as is_in_force,
    from changes
    group by file_id, reader_version, commit_no
),

followed as (
    select
        *,
        lead(from_commit_no) over (
            partition by file_id, reader_version
            order by from_commit_no
        ) as to_commit_no,
    from turns
),

spans as (
    select * exclude (is_in_force) from followed where is_in_force
)

select * from spans
