using System.Collections.Frozen;
using System.Globalization;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>
/// Brings new bytes of source files into the lake, each exactly once, whatever happens: guard → reader → staging
/// Parquet → fsync → rename → one ledger transaction. Files of the next batch are guarded while DuckDB reads this one.
/// One run at a time on a data root; the caller holds its lock.
/// </summary>
/// <param name="folders">Where to work.</param>
/// <param name="readers">Readers by kind.</param>
/// <param name="ledger">What has been committed.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock of the commits.</param>
/// <param name="limits">Limits of the DuckDB sessions; their folders are set here.</param>
/// <param name="options">How files become parts.</param>
public sealed class LakeIngest(
    LakeFolders folders,
    ReaderCatalog readers,
    ILedger ledger,
    IFileOps files,
    TimeProvider time,
    EngineOptions limits,
    IngestOptions options)
{
    private readonly FileGuard guard = new(files, options.Limits);
    private readonly string staging = Path.Combine(folders.Staging, "ingest");

    /// <summary>
    /// Takes what is new in the given files. Paths known to the ledger that no longer exist are noted as missing.
    /// </summary>
    /// <param name="offered">Stable files of all sources.</param>
    /// <param name="progress">Told after every batch.</param>
    /// <param name="cancellation">Stops; what was committed stays, and the next run goes on from there.</param>
    /// <exception cref="InvalidDataException">
    /// A source's kind has no reader, or a reader does not fit its dataset.
    /// </exception>
    /// <exception cref="IOException">The disk failed; the next run goes on from the last commit.</exception>
    public async Task<IngestReport> RunAsync(
        IReadOnlyList<SourceFile> offered, IProgress<IngestProgress> progress, CancellationToken cancellation)
    {
        var state = await StartAsync(cancellation);
        var tally = new IngestTally(offered.Count, offered.Sum(static file => file.Facts.LengthBytes), progress);
        var changed = offered
            .Where(file => !IngestPlan.IsUnchanged(file, state.LastLook(file), readers.Require(file.Kind)))
            .ToList();
        tally.Unchanged = offered.Count - changed.Count;
        tally.Settle("", tally.Unchanged, offered.Except(changed).Sum(static file => file.Facts.LengthBytes));
        await NoteMissingAsync(state, offered, tally, cancellation);
        var requests = IngestPlan.Cut(changed, readers, options)
            .Select(batch => new BatchRequest(batch, file => (file.Path, state.LastLook(file)), IsReplay: false));
        return await RunAsync([.. requests], state, tally, cancellation);
    }

    /// <summary>
    /// Reads files again whose reader is newer than the reading in the lake, from where their bytes still are.
    /// </summary>
    internal Task<IngestReport> ReplayAsync(
        IReadOnlyList<ReplayFile> replayed, IProgress<IngestProgress> progress, CancellationToken cancellation) =>
        ReadAgainAsync(replayed, isReplay: true, progress, cancellation);

    /// <summary>
    /// Reads files as they were read the first time, from where their bytes still are: the same bytes give the same parts.
    /// </summary>
    internal Task<IngestReport> RepeatAsync(
        IReadOnlyList<ReplayFile> repeated, IProgress<IngestProgress> progress, CancellationToken cancellation) =>
        ReadAgainAsync(repeated, isReplay: false, progress, cancellation);

    private async Task<IngestReport> ReadAgainAsync(
        IReadOnlyList<ReplayFile> replayed, bool isReplay, IProgress<IngestProgress> progress, CancellationToken cancellation)
    {
        var state = await StartAsync(cancellation);
        var tally = new IngestTally(replayed.Count, replayed.Sum(static file => file.File.Facts.LengthBytes), progress);
        var rawPaths = replayed.ToDictionary(static file => file.File, static file => file.RawPath);
        var requests = IngestPlan.Cut(replayed.Select(static file => file.File), readers, options)
            .Select(batch => new BatchRequest(batch, file => (rawPaths[file], state.LastLook(file)), isReplay));
        return await RunAsync([.. requests], state, tally, cancellation);
    }

    private async Task<IngestReport> RunAsync(
        IReadOnlyList<BatchRequest> requests, LedgerState state, IngestTally tally, CancellationToken cancellation)
    {
        var startedAt = time.GetUtcNow();
        var sorting = new BatchSorting(state, tally);
        var commit = new BatchCommit(folders, ledger, files, time, options, state);
        using var sessions = new SourceSessions(folders, readers, limits, options.Limits);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = requests.Count > 0 ? GuardAsync(requests, 0, giveUp.Token) : null;
        try
        {
            for (var index = 0; index < requests.Count; index++)
            {
                var (guarded, extract) = await ahead!;
                ahead = index + 1 < requests.Count ? GuardAsync(requests, index + 1, giveUp.Token) : null;
                var planned = requests[index].Planned;
                var batch = new BatchContext(planned, FolderOf(index), requests[index].IsReplay) { Extract = extract };
                sorting.Sort(batch, guarded);
                await TakeAsync(batch, sorting, commit, sessions.For(planned), state, tally, cancellation);
                files.DeleteDirectory(batch.Folder);
                tally.Settle(planned.Files[0].Source, planned.Files.Count, planned.Bytes);
            }
        }
        finally
        {
            await giveUp.CancelAsync();
            if (ahead is not null)
            {
                await ahead.ContinueWith(
                    static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }

        files.DeleteDirectory(staging);
        return await EndAsync(startedAt, tally, cancellation);
    }

    private async Task TakeAsync(
        BatchContext batch,
        BatchSorting sorting,
        BatchCommit commit,
        BatchSession session,
        LedgerState state,
        IngestTally tally,
        CancellationToken cancellation)
    {
        await ReadAsync(batch, sorting, session, tally, cancellation);
        if (options.RawCopies != RawCopies.None)
        {
            await KeepRefusedAsync(batch, cancellation);
        }

        if (batch.Files.Count == 0 && batch.Superseded.Count == 0 && batch.Revived.Count == 0)
        {
            await ledger.NoteAsync(batch.Sightings, cancellation);
            state.Add(batch.Sightings);
            return;
        }

        var started = time.GetTimestamp();
        var done = await commit.RunAsync(batch, session, cancellation);
        state.Add(done);
        var oldest = batch.Planned.Files.Min(static file => file.Facts.ModifiedAt);
        tally.Add(done, new CommitTime(time.GetElapsedTime(started), time.GetUtcNow() - oldest));
    }

    // Leaves in the session exactly the rows of the files that remain in the batch.
    private async Task ReadAsync(
        BatchContext batch, BatchSorting sorting, BatchSession session, IngestTally tally,
        CancellationToken cancellation)
    {
        var secondLook = new SecondLook(files, options.Limits);
        Task<IReadOnlyList<BatchFile>> ReadFilesAsync(Action<BatchFile, string> refuse) => batch.Extract is { } extract
            ? new ExtractReading(session, secondLook, files).ReadAsync([.. batch.Files], extract, refuse, cancellation)
            : new BatchReading(session, secondLook).ReadAsync([.. batch.Files], refuse, cancellation);

        while (batch.Files.Count > 0)
        {
            var read = await ReadFilesAsync((file, reason) => sorting.Refuse(batch, file.File, reason));
            var changing = read.Where(HasChanged).ToList();
            tally.Changing += changing.Count;
            batch.Files.Clear();
            batch.Files.AddRange(read.Except(changing));
            if (changing.Count == 0)
            {
                break;
            }
        }

        foreach (var file in batch.Files)
        {
            sorting.Take(batch, file.File);
        }
    }

    // DuckDB may have read what a writer put behind the bytes that were guarded: such a file waits for the next run.
    private bool HasChanged(BatchFile file) =>
        file.File.IsInPlace
        && files.GetFacts(file.File.Request.RawPath) != file.File.Request.File.Facts;

    private async Task<GuardedBatch> GuardAsync(
        IReadOnlyList<BatchRequest> requests, int index, CancellationToken cancellation)
    {
        var (planned, folder) = (requests[index].Planned, FolderOf(index));
        files.CreateDirectory(folder);
        var guarded = new GuardedFile[planned.Files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.GuardThreads,
            CancellationToken = cancellation };
        await Parallel.ForAsync(0, guarded.Length, parallel, async (number, stop) =>
        {
            var file = planned.Files[number];
            var (rawPath, last) = requests[index].Look(file);
            var copyPath = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number}.content"));
            var inspected = await guard.InspectAsync(
                new GuardRequest(file, planned.Reader, rawPath, last, copyPath, requests[index].IsReplay), stop);
            guarded[number] = inspected with { Number = number };
        });
        return new GuardedBatch(guarded, await ExtractAsync(planned.Reader, guarded, folder, cancellation));
    }

    // While DuckDB is at the batch before.
    private async Task<LineExtract?> ExtractAsync(
        Reader reader, IEnumerable<GuardedFile> guarded, string folder, CancellationToken cancellation) =>
        reader.LineTexts.IsEmpty ? null : await new LineExtraction(files).WriteAsync(
            guarded.Select(static file => (file.Number, file, (IReadOnlySet<long>)FrozenSet<long>.Empty)),
            reader,
            Path.Combine(folder, "lines"),
            cancellation);

    private async Task KeepRefusedAsync(BatchContext batch, CancellationToken cancellation)
    {
        var copies = new RawCopyStore(folders, files);
        foreach (var path in batch.Sightings.Where(static look => look.State == SightingState.Refused).Select(
            static look => look.Path))
        {
            var file = batch.Planned.Files.First(file => file.Path == path);
            await copies.KeepAsync(file, path, file.Facts.LengthBytes, Path.Combine(batch.Folder, "raw"), cancellation);
        }
    }

    private async Task<LedgerState> StartAsync(CancellationToken cancellation)
    {
        var state = await LedgerState.ReadAsync(ledger, cancellation);
        if (files.DirectoryExists(staging))
        {
            // The last run did not end: parts may stand in the lake that its ledger transaction never named.
            new PartStore(folders, files).Sweep(readers.Datasets, state.Parts);
            files.DeleteDirectory(staging);
        }

        files.CreateDirectory(staging);
        files.CreateDirectory(folders.Lake);
        files.CreateDirectory(folders.Landing);
        return state;
    }

    private async Task NoteMissingAsync(
        LedgerState state, IReadOnlyList<SourceFile> offered, IngestTally tally, CancellationToken cancellation)
    {
        var present = offered.Select(static file => (file.Source, file.Path)).ToHashSet();
        var missing = state.Sightings
            .Where(look => !look.IsMissing && !present.Contains((look.Source, look.Path))
                && !files.FileExists(look.Path))
            .Select(static look => look with { IsMissing = true })
            .ToList();
        tally.Missing = missing.Count;
        if (missing.Count > 0)
        {
            await ledger.NoteAsync(missing, cancellation);
            state.Add(missing);
        }
    }

    private async Task<IngestReport> EndAsync(
        DateTimeOffset startedAt, IngestTally tally, CancellationToken cancellation)
    {
        var report = tally.ToReport();
        await ledger.AddRunAsync(
            new IngestRun(
                startedAt, time.GetUtcNow(), report.FilesRead, report.Refused.Count, report.RowsRead,
                report.RowsAccepted, report.RowsQuarantined, report.RowsDuplicate),
            cancellation);
        return report;
    }

    private string FolderOf(int index) => Path.Combine(staging, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the guard found of a batch, and its extract where the reader has one.</summary>
    private sealed record GuardedBatch(IReadOnlyList<GuardedFile> Files, LineExtract? Extract);

    /// <summary>A batch, and what is known of its files when their turn comes.</summary>
    private sealed record BatchRequest(
        PlannedBatch Planned, Func<SourceFile, (string RawPath, Sighting? Last)> Look, bool IsReplay);
}

/// <summary>A file that is read again.</summary>
/// <param name="File">The file as it was found once.</param>
/// <param name="RawPath">Where its bytes are now.</param>
internal sealed record ReplayFile(SourceFile File, string RawPath);
