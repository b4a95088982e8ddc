namespace Analytics.Lake.Ledger;

/// <summary>
/// The tables of the ledger. Paths of parts are relative to the lake, so that a data root can be moved. What is new gets a
/// table of its own: DuckDB 1.5.6 does not open a file whose log, after a crash, adds a column to a table with constraints.
/// </summary>
internal static class LedgerSchema
{
    /// <summary>
    /// Raised by one with every change of what the tables mean or hold; <see cref="LedgerUpgrade"/> keeps what was before.
    /// 1 had no number in its tables.
    /// </summary>
    public const int Version = 2;

    public const string Create =
        """
        create table if not exists schema_versions (version integer primary key);
        create table if not exists commits (
            commit_no bigint primary key,
            committed_at timestamptz not null
        );
        create table if not exists files (
            file_id varchar not null,
            reader_version integer not null,
            source varchar not null,
            kind varchar not null,
            path varchar not null,
            lines_read bigint not null,
            rows_read bigint not null check (rows_read = rows_accepted + rows_quarantined + rows_duplicate),
            rows_accepted bigint not null,
            rows_quarantined bigint not null,
            rows_duplicate bigint not null,
            is_superseded boolean not null,
            commit_no bigint not null
        );
        create table if not exists unknown_fields (
            file_id varchar not null,
            reader_version integer not null,
            unknown_fields varchar not null,
            commit_no bigint not null
        );
        create table if not exists version_marks (
            file_id varchar not null,
            reader_version integer not null,
            is_superseded boolean not null,
            commit_no bigint not null
        );
        create table if not exists parts (
            path varchar primary key,
            dataset varchar not null,
            event_date date,
            row_count bigint not null,
            byte_count bigint not null,
            first_at timestamptz,
            last_at timestamptz,
            sha256 varchar not null,
            commit_no bigint not null
        );
        create table if not exists sightings (
            source varchar not null,
            path varchar not null,
            length_bytes bigint not null,
            modified_at timestamptz not null,
            file_id varchar not null,
            covered_bytes bigint not null,
            covered_lines bigint not null,
            reader_version integer not null,
            state varchar not null,
            reason varchar,
            is_missing boolean not null
        );
        create table if not exists quarantined (
            file_id varchar not null,
            reader_version integer not null,
            source varchar not null,
            path varchar not null,
            reason varchar not null,
            row_count bigint not null
        );
        create table if not exists runs (
            started_at timestamptz not null,
            ended_at timestamptz not null,
            files_read bigint not null,
            files_refused bigint not null,
            rows_read bigint not null,
            rows_accepted bigint not null,
            rows_quarantined bigint not null,
            rows_duplicate bigint not null
        );
        create table if not exists fences (job_id varchar primary key, token bigint not null);
        create table if not exists publications (
            commit_no bigint primary key,
            published_at timestamptz not null
        );
        create table if not exists alerts (
            rule_id varchar not null,
            subject varchar not null,
            opened_value double precision,
            worst_value double precision,
            latest_value double precision,
            limit_value double precision,
            is_withdrawn boolean not null,
            opened_at timestamptz not null,
            closed_at timestamptz,
            delivered_at timestamptz,
            commit_no bigint not null,
            primary key (rule_id, subject, opened_at)
        );
        """;

    public const string SelectVersion = "select coalesce(max(version), 0) from schema_versions";

    public const string InsertVersion =
        "insert into schema_versions select $version where not exists (select 1 from schema_versions where version >= $version)";

    public const string SelectAlerts =
        """
        select
            rule_id, subject, opened_value, worst_value, latest_value, limit_value, is_withdrawn, opened_at, closed_at,
            delivered_at
        from alerts
        order by rule_id, subject, opened_at
        """;

    public const string OnKnownAlert =
        """
        on conflict (rule_id, subject, opened_at) do update set
            opened_value = excluded.opened_value,
            worst_value = excluded.worst_value,
            latest_value = excluded.latest_value,
            limit_value = excluded.limit_value,
            is_withdrawn = excluded.is_withdrawn,
            closed_at = excluded.closed_at,
            delivered_at = coalesce(alerts.delivered_at, excluded.delivered_at),
            commit_no = excluded.commit_no
        where excluded.commit_no >= alerts.commit_no
        """;

    public const string MarkDelivered =
        """
        update alerts
        set delivered_at = $At
        where rule_id = $RuleId and subject = $Subject and opened_at = $OpenedAt and delivered_at is null
        """;

    public const string SelectFence = "select coalesce(max(token), 0) from fences where job_id = $JobId";

    public const string Fence =
        """
        insert into fences values ($JobId, $Token)
        on conflict (job_id) do update set token = excluded.token
        """;

    public const string SelectLastCommit =
        "select coalesce(max(commit_no), 0) from commits where committed_at <= $known_at";

    // Of a version that one commit both replaces and brings back, the latter is what stands.
    public const string SelectVersionMarks =
        """
        select file_id, reader_version, min(case when is_superseded then 1 else 0 end) = 1 as is_superseded, commit_no
        from version_marks
        group by file_id, reader_version, commit_no
        order by commit_no
        """;

    public const string InsertPublication =
        "insert into publications values ($CommitNo, $PublishedAt) on conflict (commit_no) do nothing";

    public const string SelectPublications =
        "select commit_no, published_at from publications where commit_no < $commit_no order by commit_no";

    public const string SelectFiles =
        """
        select
            files.file_id, files.source, files.kind, files.path, files.reader_version, files.lines_read,
            files.rows_read, files.rows_accepted, files.rows_quarantined, files.rows_duplicate, files.is_superseded,
            coalesce(sightings.is_missing, false) as is_source_missing,
            files.commit_no,
            commits.committed_at as ingested_at,
            unknown.unknown_fields
        from files
        inner join commits on files.commit_no = commits.commit_no
        left join unknown_fields as unknown
            on files.file_id = unknown.file_id
            and files.reader_version = unknown.reader_version
            and files.commit_no = unknown.commit_no
        left join sightings on files.source = sightings.source and files.path = sightings.path
        order by files.commit_no, files.source, files.path, files.file_id
        """;

    public const string SelectParts =
        """
        select dataset, event_date, path, row_count as rows, byte_count as bytes, sha256, commit_no
        from parts
        order by commit_no, path
        """;

    public const string SelectSightings =
        """
        select
            source, path, length_bytes, modified_at, file_id, covered_bytes, covered_lines, reader_version, state,
            reason, is_missing
        from sightings
        order by source, path
        """;

    public const string SelectQuarantine =
        """
        select
            quarantined.file_id, quarantined.reader_version, quarantined.source, quarantined.path, quarantined.reason,
            quarantined.row_count as rows
        from quarantined
        inner join files
            on quarantined.file_id = files.file_id and quarantined.reader_version = files.reader_version
            and quarantined.source = files.source and quarantined.path = files.path
        where not files.is_superseded
        order by quarantined.source, quarantined.path, quarantined.file_id, quarantined.reason
        """;

    public const string SelectRuns =
        """
        select
            started_at, ended_at, files_read, files_refused, rows_read, rows_accepted, rows_quarantined, rows_duplicate
        from runs
        order by started_at desc
        limit $limit
        """;
}
