using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Lake.Ledger;

/// <summary>The ledger of one worker, in a DuckDB file that only this process opens.</summary>
public sealed class DuckDbLedger : ILedger
{
    private const string InsertFiles =
        "insert into files select file_id, reader_version, source, kind, path, lines_read, rows_read, rows_accepted, "
        + "rows_quarantined, rows_duplicate, is_superseded, $commit_no from ";

    private const string InsertParts =
        "insert into parts select path, dataset, event_date, rows, bytes, first_at, last_at, sha256, $commit_no from ";

    private static readonly string FileRows = LedgerRows.Relation(
        "file_id VARCHAR", "reader_version INTEGER", "source VARCHAR", "kind VARCHAR", "path VARCHAR",
        "lines_read BIGINT",
        "rows_read BIGINT", "rows_accepted BIGINT", "rows_quarantined BIGINT", "rows_duplicate BIGINT",
        "is_superseded BOOLEAN");

    private static readonly string PartRows = LedgerRows.Relation(
        "path VARCHAR", "dataset VARCHAR", "event_date DATE", "rows BIGINT", "bytes BIGINT", "first_at TIMESTAMPTZ",
        "last_at TIMESTAMPTZ", "sha256 VARCHAR");

    private static readonly string SightingRows = LedgerRows.Relation(
        "source VARCHAR", "path VARCHAR", "length_bytes BIGINT", "modified_at TIMESTAMPTZ", "file_id VARCHAR",
        "covered_bytes BIGINT", "covered_lines BIGINT", "reader_version INTEGER", "state VARCHAR", "reason VARCHAR",
        "is_missing BOOLEAN");

    private static readonly string QuarantineRows = LedgerRows.Relation(
        "file_id VARCHAR", "reader_version INTEGER", "source VARCHAR", "path VARCHAR", "reason VARCHAR", "rows BIGINT");

    private static readonly string VersionRows = LedgerRows.Relation("file_id VARCHAR", "reader_version INTEGER");

    private readonly EngineSession session;
    private readonly string lakeFolder;

    private DuckDbLedger(EngineSession session, string lakeFolder)
    {
        this.session = session;
        this.lakeFolder = lakeFolder;
    }

    /// <summary>Opens the ledger, or creates it.</summary>
    /// <param name="databasePath">The file, absolute; its folder exists.</param>
    /// <param name="lakeFolder">The lake whose parts it lists, absolute.</param>
    /// <exception cref="EngineException">The file is no ledger, or another process holds it.</exception>
    public static DuckDbLedger Open(string databasePath, string lakeFolder)
    {
        var session = EngineSession.Open(
            new EngineOptions { DatabasePath = databasePath, Threads = 1, MemoryLimitMebibytes = 1024 });
        try
        {
            session.Execute(LedgerSchema.Create);
            return new DuckDbLedger(session, lakeFolder);
        }
        catch
        {
            // The caller gets no ledger to close.
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<LakeSnapshot> SnapshotAsync(CancellationToken cancellation)
    {
        var commitNo = await LastCommitAsync(cancellation);
        var files = await session.QueryAsync<LakeFile>(LedgerSchema.SelectFiles, null, cancellation);
        var parts = await session.QueryAsync<PartRow>(LedgerSchema.SelectParts, null, cancellation);
        return new LakeSnapshot(commitNo, files, [.. parts.Select(ToPart)]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Sighting>> SightingsAsync(CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<SightingRow>(LedgerSchema.SelectSightings, null, cancellation);
        return [.. rows.Select(static row => row.ToSighting())];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<QuarantineCount>> QuarantineAsync(CancellationToken cancellation) =>
        session.QueryAsync<QuarantineCount>(LedgerSchema.SelectQuarantine, null, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<IngestRun>> RunsAsync(int limit, CancellationToken cancellation) =>
        session.QueryAsync<IngestRun>(LedgerSchema.SelectRuns, new { limit }, cancellation);

    /// <inheritdoc/>
    public Task<long> CommitAsync(LakeCommit commit, CancellationToken cancellation) =>
        InTransactionAsync(
            async () =>
            {
                var commitNo = await LastCommitAsync(cancellation) + 1;
                await session.ExecuteAsync(
                    "insert into commits values ($commit_no, $committed_at)",
                    new { commit_no = commitNo, committed_at = commit.CommittedAt },
                    cancellation);
                await MarkAsync(commit.Superseded, isSuperseded: true, cancellation);
                await MarkAsync(commit.Revived, isSuperseded: false, cancellation);
                await InsertAsync(InsertFiles + FileRows, commit.Files, commitNo, cancellation);
                await InsertAsync(InsertParts + PartRows, commit.Parts.Select(ToRow), commitNo, cancellation);
                await InsertAsync("insert into quarantined select * from " + QuarantineRows, commit.Quarantined, null,
                    cancellation);
                await WriteSightingsAsync(commit.Sightings, cancellation);
                return commitNo;
            },
            cancellation);

    /// <inheritdoc/>
    public Task NoteAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellation) =>
        InTransactionAsync(
            async () =>
            {
                await WriteSightingsAsync(sightings, cancellation);
                return sightings.Count;
            },
            cancellation);

    /// <inheritdoc/>
    public Task AddRunAsync(IngestRun run, CancellationToken cancellation) =>
        session.ExecuteAsync(
            "insert into runs values ($StartedAt, $EndedAt, $FilesRead, $FilesRefused, $RowsRead, $RowsAccepted, "
            + "$RowsQuarantined, $RowsDuplicate)",
            run,
            cancellation);

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private Task<long> LastCommitAsync(CancellationToken cancellation) =>
        session.ScalarAsync<long>("select coalesce(max(commit_no), 0) from commits", null, cancellation);

    private async Task WriteSightingsAsync(IReadOnlyList<Sighting> sightings, CancellationToken cancellation)
    {
        await InsertAsync(
            "delete from sightings where (source, path) in (select (source, path) from " + SightingRows + ")",
            sightings, null, cancellation);
        await InsertAsync("insert into sightings select * from " + SightingRows, sightings, null, cancellation);
    }

    private async Task MarkAsync(IReadOnlyList<FileVersion> versions, bool isSuperseded, CancellationToken cancellation)
    {
        if (versions.Count > 0)
        {
            await session.ExecuteAsync(
                "update files set is_superseded = $is_superseded "
                + $"where (file_id, reader_version) in (select (file_id, reader_version) from {VersionRows})",
                new { rows = LedgerRows.ToJson(versions), is_superseded = isSuperseded },
                cancellation);
        }
    }

    private async Task InsertAsync<T>(string sql, IEnumerable<T> rows, long? commitNo, CancellationToken cancellation)
    {
        var json = LedgerRows.ToJson(rows);
        if (json.Length > 2)
        {
            object parameters = commitNo is { } number ? new { rows = json, commit_no = number } : new { rows = json };
            await session.ExecuteAsync(sql, parameters, cancellation);
        }
    }

    private async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await session.ExecuteAsync("begin transaction", cancellation);
        try
        {
            var result = await work();
            await session.ExecuteAsync("commit", CancellationToken.None);
            return result;
        }
        catch
        {
            // Whatever happened, half a commit must not stay; the fault itself goes on to the caller.
            await session.ExecuteAsync("rollback", CancellationToken.None);
            throw;
        }
    }

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
