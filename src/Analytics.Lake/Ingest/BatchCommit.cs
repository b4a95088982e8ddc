using System.Globalization;
using Analytics.Domain;
using Analytics.Lake.Guard;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>
/// Brings the rows of a batch, once they are in the session, into the lake with one ledger transaction.
/// </summary>
internal sealed class BatchCommit(
    LakeFolders folders, ILedger ledger, IFileOps files, TimeProvider time, IngestOptions options, LedgerState state)
{
    private readonly PartStore parts = new(folders, files);
    private readonly RawCopyStore copies = new(folders, files);
    private readonly QuarantineRows quarantine = new(files, new FileGuard(files, options.Limits), options.Limits);

    /// <summary>Writes, moves and commits; the result is what was committed.</summary>
    public async Task<LakeCommit> RunAsync(BatchContext batch, BatchSession session, CancellationToken cancellation)
    {
        var isEmpty = batch.Files.All(static file => file.File.Records == 0);
        var counts = isEmpty ? new Dictionary<string, FileRows>() : await session.CountAsync(cancellation);
        var rejected = isEmpty ? [] : await session.RejectedAsync(cancellation);
        var staged = isEmpty ? [] : await StageDaysAsync(batch, session, cancellation);
        var quarantined = await StageQuarantineAsync(batch, session, rejected, staged, cancellation);
        var lakeFiles = batch.Files.Select(file => ToLakeFile(file, session.FieldsOf(file.File), counts, quarantined)).ToList();
        CheckRows(lakeFiles, staged, batch.Planned.Reader.Dataset);
        await KeepRawAsync(batch, lakeFiles, cancellation);
        var moved = staged.Count == 0 ? [] : await parts.MoveAsync(
            staged, PartStore.NameOf([.. batch.Files.Select(static file => file.File.FileId)]), state.Parts.Contains,
            cancellation);
        var commit = new LakeCommit(
            time.GetUtcNow(), lakeFiles, moved, batch.Sightings, batch.Superseded, batch.Revived, quarantined);
        await ledger.CommitAsync(commit, cancellation);
        return commit;
    }

    private static async Task<List<StagedPart>> StageDaysAsync(
        BatchContext batch, BatchSession session, CancellationToken cancellation)
    {
        var staged = new List<StagedPart>();
        foreach (var day in await session.DaysAsync(cancellation))
        {
            var path = Path.Combine(
                batch.Folder, string.Create(CultureInfo.InvariantCulture, $"{staged.Count}.parquet"));
            await session.CopyDayAsync(day.EventDay, path, cancellation);
            staged.Add(new StagedPart(batch.Planned.Reader.Dataset, day, path));
        }

        return staged;
    }

    private async Task<IReadOnlyList<QuarantineCount>> StageQuarantineAsync(
        BatchContext batch,
        BatchSession session,
        IReadOnlyList<RejectedRow> rejected,
        List<StagedPart> staged,
        CancellationToken cancellation)
    {
        if (rejected.Count == 0 && batch.Files.All(static file => file.Faults.Count == 0))
        {
            return [];
        }

        var ndjson = Path.Combine(batch.Folder, "quarantine.rows");
        var path = Path.Combine(batch.Folder, "quarantine.parquet");
        var counts = await quarantine.WriteAsync(batch.Files, rejected, ndjson, cancellation);
        await session.CopyQuarantineAsync(ndjson, path, cancellation);
        staged.Add(new StagedPart(
            DatasetNames.Quarantine, new DayRows { Rows = counts.Sum(static count => count.Rows) }, path));
        return counts;
    }

    private static LakeFile ToLakeFile(
        BatchFile file,
        IReadOnlyList<string> fields,
        IReadOnlyDictionary<string, FileRows> counts,
        IReadOnlyList<QuarantineCount> quarantined)
    {
        var request = file.File.Request;
        var rows = counts.GetValueOrDefault(file.File.FileId) ?? new FileRows();
        return new LakeFile(
            file.File.FileId,
            request.File.Source,
            request.Reader.Kind,
            request.File.Path,
            request.Reader.Version,
            file.File.Records,
            rows.Produced + file.Faults.Count,
            rows.Good - rows.Duplicate,
            quarantined.Where(count => count.FileId == file.File.FileId).Sum(static count => count.Rows),
            rows.Duplicate,
            IsSuperseded: false,
            IsSourceMissing: false,
            CommitNo: 0,
            IngestedAt: default,
            FieldNames.Unknown(request.Reader, fields));
    }

    // A row that is neither in the lake nor counted as something else would be money lost without a trace.
    private static void CheckRows(List<LakeFile> lakeFiles, List<StagedPart> staged, string dataset)
    {
        var odd = lakeFiles.FirstOrDefault(static file =>
            file.RowsRead != file.RowsAccepted + file.RowsQuarantined + file.RowsDuplicate);
        if (odd is not null)
        {
            throw new InvalidOperationException(
                $"{odd.Path}: {odd.RowsRead} rows read, but {odd.RowsAccepted} accepted + {odd.RowsQuarantined} "
                + "quarantined + "
                + $"{odd.RowsDuplicate} duplicate. Nothing was committed; report this with the file.");
        }

        var written = staged.Where(part => part.Dataset == dataset).Sum(static part => part.Rows.Rows);
        var accepted = lakeFiles.Sum(static file => file.RowsAccepted);
        if (written != accepted)
        {
            throw new InvalidOperationException(
                $"{lakeFiles[0].Path}: {accepted} rows accepted, but {written} written to parts. Nothing was "
                + "committed; "
                + "report this with the file.");
        }
    }

    private async Task KeepRawAsync(BatchContext batch, List<LakeFile> lakeFiles, CancellationToken cancellation)
    {
        var staged = Path.Combine(batch.Folder, "raw");
        foreach (var (file, counts) in batch.Files.Zip(lakeFiles))
        {
            var isWanted = options.RawCopies == RawCopies.All
                || (options.RawCopies == RawCopies.Quarantined && counts.RowsQuarantined > 0);
            var request = file.File.Request;
            if (isWanted && !files.FileExists(copies.PathOf(request.Reader.Kind, file.File.FileId, request.File.Path)))
            {
                await copies.KeepAsync(request.File, request.RawPath, file.File.CoveredBytes, staged, cancellation);
            }
        }
    }
}
