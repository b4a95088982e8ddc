using Analytics.Domain;
using Analytics.Domain.Jobs;

namespace Analytics.Lake.Ledger;

/// <summary>
/// The ledger's statements, the same in every database. Names of parameters begin with <c>$</c>; many rows travel as one
/// JSON parameter, because a batch can settle thousands of files and a statement per row would cost more than the batch.
/// </summary>
/// <param name="lakeFolder">The lake whose parts it lists, absolute.</param>
public abstract class SqlLedger(string lakeFolder) : ILedger
{
    private static readonly string[] FileRows =
    [
        "file_id varchar", "reader_version integer", "source varchar", "kind varchar", "path varchar",
        "lines_read bigint", "rows_read bigint", "rows_accepted bigint", "rows_quarantined bigint",
        "rows_duplicate bigint", "is_superseded boolean",
    ];

    private static readonly string[] UnknownFieldRows =
        ["file_id varchar", "reader_version integer", "unknown_fields varchar"];

    private static readonly string[] PartRows =
    [
        "path varchar", "dataset varchar", "event_date date", "rows bigint", "bytes bigint", "first_at timestamptz",
        "last_at timestamptz", "sha256 varchar",
    ];

    private static readonly string[] SightingRows =
    [
        "source varchar", "path varchar", "length_bytes bigint", "modified_at timestamptz", "file_id varchar",
        "covered_bytes bigint", "covered_lines bigint", "reader_version integer", "state varchar", "reason varchar",
        "is_missing boolean",
    ];

    private static readonly string[] QuarantineRows =
    [
        "file_id varchar", "reader_version integer", "source varchar", "path varchar", "reason varchar", "rows bigint",
    ];

    private static readonly string[] AlertRows =
    [
        "rule_id varchar", "subject varchar", "opened_value double precision", "worst_value double precision",
        "latest_value double precision", "limit_value double precision", "is_withdrawn boolean", "opened_at timestamptz",
        "closed_at timestamptz", "delivered_at timestamptz",
    ];

    private static readonly string[] VersionRows = ["file_id varchar", "reader_version integer"];

    private RunFence? fence;

    /// <inheritdoc/>
    public Task<LakeSnapshot> SnapshotAsync(CancellationToken cancellation) => ReadAtOnceAsync(
        async () =>
        {
            var commitNo = await LastCommitAsync(cancellation);
            var files = await QueryAsync<LakeFile>(LedgerSchema.SelectFiles, null, cancellation);
            var parts = await QueryAsync<PartRow>(LedgerSchema.SelectParts, null, cancellation);
            var alerts = await QueryAsync<AlertRow>(LedgerSchema.SelectAlerts, null, cancellation);
            return new LakeSnapshot(commitNo, files, [.. parts.Select(ToPart)])
            {
                Alerts = [.. alerts.Select(static row => row.ToAlert())],
                VersionMarks = await QueryAsync<VersionMark>(LedgerSchema.SelectVersionMarks, null, cancellation),
                Publications = await PublicationsBeforeAsync(commitNo, cancellation),
            };
        },
        cancellation);

    /// <inheritdoc/>
    public Task<LakeSnapshot> SnapshotAsync(DateTimeOffset knownAt, CancellationToken cancellation) => ReadAtOnceAsync(
        async () =>
        {
            var commitNo = (await QueryAsync<long>(
                LedgerSchema.SelectLastCommit, new { known_at = knownAt }, cancellation))[0];
            var files = await QueryAsync<LakeFile>(LedgerSchema.SelectFiles, null, cancellation);
            var parts = await QueryAsync<PartRow>(LedgerSchema.SelectParts, null, cancellation);
            var marks = await QueryAsync<VersionMark>(LedgerSchema.SelectVersionMarks, null, cancellation);
            var marksOf = marks.ToLookup(static mark => new FileVersion(mark.FileId, mark.ReaderVersion));
            return new LakeSnapshot(
                commitNo,
                [
                    .. files.Where(file => file.CommitNo <= commitNo).Select(file => file with
                    {
                        IsSuperseded = VersionMark.Standing(
                            marksOf[new FileVersion(file.FileId, file.ReaderVersion)], commitNo) ?? file.IsSuperseded,
                        IsSourceMissing = false,
                    }),
                ],
                [.. parts.Select(ToPart).Where(part => part.CommitNo <= commitNo)])
            {
                VersionMarks = [.. marks.Where(mark => mark.CommitNo <= commitNo)],
                Publications = await PublicationsBeforeAsync(commitNo, cancellation),
            };
        },
        cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sighting>> SightingsAsync(CancellationToken cancellation)
    {
        var rows = await QueryAsync<SightingRow>(LedgerSchema.SelectSightings, null, cancellation);
        return [.. rows.Select(static row => row.ToSighting())];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QuarantineCount>> QuarantineAsync(CancellationToken cancellation) =>
        QueryAsync<QuarantineCount>(LedgerSchema.SelectQuarantine, null, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IngestRun>> RunsAsync(int limit, CancellationToken cancellation) =>
        QueryAsync<IngestRun>(LedgerSchema.SelectRuns, new { limit }, cancellation);

    /// <inheritdoc/>
    public Task FenceAsync(RunFence own, CancellationToken cancellation)
    {
        fence = own;
        return WriteAsync(
            async () =>
            {
                await ExecuteAsync(LedgerSchema.Fence, new { own.JobId, own.Token }, cancellation);
                return own.Token;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<long> CommitAsync(LakeCommit commit, CancellationToken cancellation) =>
        WriteAsync(
            async () =>
            {
                var commitNo = await LastCommitAsync(cancellation) + 1;
                await ExecuteAsync(
                    "insert into commits values ($commit_no, $committed_at)",
                    new { commit_no = commitNo, committed_at = commit.CommittedAt },
                    cancellation);
                await MarkAsync(commit.Superseded, isSuperseded: true, commitNo, cancellation);
                await MarkAsync(commit.Revived, isSuperseded: false, commitNo, cancellation);
                await InsertAsync(
                    $"insert into files select {Names(FileRows)}, $commit_no from {Relation(FileRows)} as given",
                    commit.Files, commitNo, cancellation);
                await InsertAsync(
                    $"insert into unknown_fields select {Names(UnknownFieldRows)}, $commit_no "
                    + $"from {Relation(UnknownFieldRows)} as given",
                    commit.Files.Where(static file => file.UnknownFields is not null), commitNo, cancellation);
                await InsertAsync(
                    $"insert into parts select {Names(PartRows)}, $commit_no from {Relation(PartRows)} as given",
                    commit.Parts.Select(ToRow), commitNo, cancellation);
                await InsertAsync(
                    $"insert into quarantined select {Names(QuarantineRows)} from {Relation(QuarantineRows)} as given",
                    commit.Quarantined, null, cancellation);
                await WriteSightingsAsync(commit.Sightings, cancellation);
                return commitNo;
            },
            cancellation);

    /// <inheritdoc/>
    public Task NoteAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellation) =>
        WriteAsync(
            async () =>
            {
                await WriteSightingsAsync(sightings, cancellation);
                return sightings.Count;
            },
            cancellation);

    /// <inheritdoc/>
    public Task AddPublicationAsync(Publication publication, CancellationToken cancellation) =>
        ExecuteAsync(LedgerSchema.InsertPublication, publication, cancellation);

    /// <inheritdoc/>
    public Task SaveAlertsAsync(
        long commitNo, IReadOnlyList<AlertState> alerts, CancellationToken cancellation) =>
        WriteAsync(
            async () =>
            {
                // The condition tells DuckDB where the query ends and the conflict clause begins.
                await InsertAsync(
                    $"insert into alerts select {Names(AlertRows)}, $commit_no from {Relation(AlertRows)} as given where true "
                    + LedgerSchema.OnKnownAlert,
                    alerts, commitNo, cancellation);
                return alerts.Count;
            },
            cancellation);

    /// <inheritdoc/>
    public Task MarkDeliveredAsync(AlertState alert, DateTimeOffset at, CancellationToken cancellation) =>
        WriteAsync(
            async () =>
            {
                await ExecuteAsync(
                    LedgerSchema.MarkDelivered, new { alert.RuleId, alert.Subject, alert.OpenedAt, At = at }, cancellation);
                return true;
            },
            cancellation);

    /// <inheritdoc/>
    public Task AddRunAsync(IngestRun run, CancellationToken cancellation) =>
        ExecuteAsync(
            "insert into runs values ($StartedAt, $EndedAt, $FilesRead, $FilesRefused, $RowsRead, $RowsAccepted, "
            + "$RowsQuarantined, $RowsDuplicate)",
            run,
            cancellation);

    /// <inheritdoc/>
    public abstract Task<IAsyncDisposable> TakeTurnAsync(LedgerTurn turn, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The rows of a query; <c>snake_case</c> columns fill PascalCase members.</summary>
    protected abstract Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, object? parameters, CancellationToken cancellation);

    /// <summary>Runs a statement.</summary>
    protected abstract Task ExecuteAsync(string sql, object? parameters, CancellationToken cancellation);

    /// <summary>Runs queries that all see the same commits.</summary>
    protected abstract Task<T> ReadAtOnceAsync<T>(Func<Task<T>> work, CancellationToken cancellation);

    /// <summary>Runs work whose writes count all together or not at all, one such work at a time.</summary>
    protected abstract Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancellation);

    /// <summary>Creates what is missing and notes the version; within a transaction.</summary>
    /// <param name="place">Where the ledger stands, for the message.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">A later release has written it.</exception>
    protected async Task<int> CreateAsync(string place, CancellationToken cancellation)
    {
        await ExecuteAsync(LedgerSchema.Create, null, cancellation);
        var version = (await QueryAsync<int>(LedgerSchema.SelectVersion, null, cancellation))[0];
        if (version > LedgerSchema.Version)
        {
            throw new InvalidDataException(
                $"{place}: found schema version {version}, expected at most {LedgerSchema.Version}. A later release has "
                + "written it: use that one, or put back the copy that it made before (README.md, 'A newer program, and back').");
        }

        await ExecuteAsync(LedgerSchema.InsertVersion, new { version = LedgerSchema.Version }, cancellation);
        return LedgerSchema.Version;
    }

    /// <summary>A relation over the JSON array in the parameter <c>$rows</c>.</summary>
    /// <param name="columns">Columns, each <c>name type</c>.</param>
    protected abstract string Relation(IReadOnlyList<string> columns);

    /// <summary>A transaction that begins by looking whether a later run has taken over.</summary>
    private Task<T> WriteAsync<T>(Func<Task<T>> work, CancellationToken cancellation) => InTransactionAsync(
        async () =>
        {
            if (fence is { } own)
            {
                var seen = (await QueryAsync<long>(LedgerSchema.SelectFence, new { own.JobId }, cancellation))[0];
                if (seen > own.Token)
                {
                    throw new FencedOffException($"This run of {own.JobId} has fencing token {own.Token}, but a run with {seen} "
                        + "has taken over. Nothing was written.");
                }
            }

            return await work();
        },
        cancellation);

    private async Task<long> LastCommitAsync(CancellationToken cancellation) => (await QueryAsync<long>(
        "select coalesce(max(commit_no), 0) from commits", null, cancellation))[0];

    private Task<IReadOnlyList<Publication>> PublicationsBeforeAsync(long commitNo, CancellationToken cancellation) =>
        QueryAsync<Publication>(LedgerSchema.SelectPublications, new { commit_no = commitNo }, cancellation);

    private async Task WriteSightingsAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellation)
    {
        await InsertAsync(
            $"delete from sightings where exists (select 1 from {Relation(SightingRows)} as given "
            + "where given.source = sightings.source and given.path = sightings.path)",
            sightings, null, cancellation);
        await InsertAsync(
            $"insert into sightings select {Names(SightingRows)} from {Relation(SightingRows)} as given",
            sightings, null, cancellation);
    }

    private async Task MarkAsync(
        IReadOnlyList<FileVersion> versions, bool isSuperseded, long commitNo, CancellationToken cancellation)
    {
        if (versions.Count > 0)
        {
            await ExecuteAsync(
                $"update files set is_superseded = $is_superseded where exists (select 1 from {Relation(VersionRows)} as given "
                + "where given.file_id = files.file_id and given.reader_version = files.reader_version)",
                new { rows = LedgerRows.ToJson(versions), is_superseded = isSuperseded },
                cancellation);
            await ExecuteAsync(
                "insert into version_marks select file_id, reader_version, $is_superseded, $commit_no "
                + $"from {Relation(VersionRows)} as given",
                new { rows = LedgerRows.ToJson(versions), is_superseded = isSuperseded, commit_no = commitNo },
                cancellation);
        }
    }

    private async Task InsertAsync<T>(string sql, IEnumerable<T> rows, long? commitNo, CancellationToken cancellation)
    {
        var json = LedgerRows.ToJson(rows);
        if (json.Length > 2)
        {
            object parameters = commitNo is { } number ? new { rows = json, commit_no = number } : new { rows = json };
            await ExecuteAsync(sql, parameters, cancellation);
        }
    }

    private static string Names(IEnumerable<string> columns) =>
        string.Join(", ", columns.Select(static column => column[..column.IndexOf(' ', StringComparison.Ordinal)]));

    private object ToRow(CommittedPart part) => new
    {
        Path = Path.GetRelativePath(lakeFolder, part.Part.Path).Replace(Path.DirectorySeparatorChar, '/'),
        part.Part.Dataset,
        part.Part.EventDate,
        part.Part.Rows,
        part.Part.Bytes,
        part.FirstAt,
        part.LastAt,
        part.Part.Sha256,
    };

    private LakePart ToPart(PartRow row) =>
        new(row.Dataset, row.EventDate, Path.Combine(lakeFolder, row.Path), row.Rows, row.Bytes, row.Sha256,
            row.CommitNo);

    private sealed record PartRow
    {
        public string Dataset { get; init; } = "";

        public DateOnly? EventDate { get; init; }

        public string Path { get; init; } = "";

        public long Rows { get; init; }

        public long Bytes { get; init; }

        public string Sha256 { get; init; } = "";

        public long CommitNo { get; init; }
    }

    private sealed record AlertRow
    {
        public string RuleId { get; init; } = "";

        public string Subject { get; init; } = "";

        public double? OpenedValue { get; init; }

        public double? WorstValue { get; init; }

        public double? LatestValue { get; init; }

        public double? LimitValue { get; init; }

        public bool IsWithdrawn { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public DateTimeOffset? DeliveredAt { get; init; }

        public AlertState ToAlert() => new(
            RuleId, Subject, OpenedValue, WorstValue, LatestValue, LimitValue, IsWithdrawn, OpenedAt, ClosedAt, DeliveredAt);
    }

    private sealed record SightingRow(
        string Source,
        string Path,
        long LengthBytes,
        DateTimeOffset ModifiedAt,
        string FileId,
        long CoveredBytes,
        long CoveredLines,
        int ReaderVersion,
        string State,
        string? Reason,
        bool IsMissing)
    {
        public Sighting ToSighting() => new(
            Source, Path, LengthBytes, ModifiedAt, FileId, CoveredBytes, CoveredLines, ReaderVersion,
            Enum.Parse<SightingState>(State), Reason, IsMissing);
    }
}
