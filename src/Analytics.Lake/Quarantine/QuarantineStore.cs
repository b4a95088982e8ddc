using Analytics.Domain;
using Analytics.Lake.Ingest;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Quarantine;

/// <summary>What is in quarantine, and the way out of it.</summary>
public sealed class QuarantineStore(
    LakeFolders folders, ReaderCatalog readers, ILedger ledger, IFileOps files, LakeIngest ingest)
{
    /// <summary>Rows by file and reason, and files refused whole.</summary>
    public async Task<QuarantineList> ListAsync(CancellationToken cancellation)
    {
        var rows = await ledger.QuarantineAsync(cancellation);
        var refused = (await ledger.SightingsAsync(cancellation))
            .Where(static look => look.State == SightingState.Refused)
            .Select(static look => new RefusedFile(look.Source, look.Path, look.Reason ?? ""))
            .ToList();
        return new QuarantineList(rows, refused);
    }

    /// <summary>
    /// Reads every file with rows in quarantine again whose reader is newer than that reading; the new reading replaces
    /// the old one. A second call changes nothing. Files refused whole are tried again by ingest itself.
    /// </summary>
    /// <exception cref="IOException">The disk failed; the next run goes on from the last commit.</exception>
    public async Task<ReplayReport> ReplayAsync(IProgress<IngestProgress> progress, CancellationToken cancellation)
    {
        var kinds = (await ledger.SnapshotAsync(cancellation)).Files
            .GroupBy(static file => (file.Source, file.Path))
            .ToDictionary(static group => group.Key, static group => group.Last().Kind);
        var looks = (await ledger.SightingsAsync(cancellation)).ToDictionary(static look => (look.Source, look.Path));
        var outdated = (await ledger.QuarantineAsync(cancellation))
            .Where(row => kinds.TryGetValue((row.Source, row.Path), out var kind)
                && readers.Find(kind)?.Version > row.ReaderVersion)
            .Select(static row => (row.Source, row.Path))
            .Distinct();
        var found = new List<ReplayFile>();
        var lost = new List<string>();
        foreach (var path in outdated)
        {
            if (Locate(looks[path], kinds[path]) is { } file)
            {
                found.Add(file);
            }
            else
            {
                lost.Add(path.Path);
            }
        }

        return new ReplayReport(await ingest.ReplayAsync(found, progress, cancellation), lost);
    }

    private ReplayFile? Locate(Sighting look, string kind)
    {
        var copy = new RawCopyStore(folders, files).PathOf(kind, look.FileId, look.Path);
        var isUntouched = files.GetFacts(look.Path) is { } facts
            && facts.LengthBytes == look.LengthBytes
            && IngestPlan.WholeMicroseconds(facts.ModifiedAt) == look.ModifiedAt;
        var rawPath = files.FileExists(copy) ? copy : isUntouched ? look.Path : null;
        return rawPath is null
            ? null
            : new ReplayFile(
                new SourceFile(
                    look.Source, kind, folders.Staging, look.Path, new FileFacts(look.CoveredBytes, look.ModifiedAt)),
                rawPath);
    }
}

/// <summary>What is in quarantine.</summary>
/// <param name="Rows">Rows by file and reason.</param>
/// <param name="Refused">Files of which nothing was taken.</param>
public sealed record QuarantineList(IReadOnlyList<QuarantineCount> Rows, IReadOnlyList<RefusedFile> Refused);

/// <summary>What a replay did.</summary>
/// <param name="Ingest">Its run of ingest.</param>
/// <param name="Lost">Paths whose bytes are neither where they were nor in landing; their old reading stays.</param>
public sealed record ReplayReport(IngestReport Ingest, IReadOnlyList<string> Lost);
