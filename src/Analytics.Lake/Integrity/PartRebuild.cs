using Analytics.Domain;
using Analytics.Engine;
using Analytics.Lake.Guard;
using Analytics.Lake.Ingest;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Integrity;

/// <summary>
/// Makes a part again that is not what was committed: the bytes that its commit read are looked for in landing and at the
/// source, and read once more beside the lake. Only a part with the very hash of the ledger takes the old one's place.
/// </summary>
/// <param name="folders">Folders of the lake.</param>
/// <param name="readers">Readers by kind.</param>
/// <param name="files">File operations.</param>
/// <param name="time">Clock of the ingest.</param>
/// <param name="limits">Limits of the DuckDB sessions.</param>
/// <param name="options">How files become parts.</param>
public sealed class PartRebuild(
    LakeFolders folders,
    ReaderCatalog readers,
    IFileOps files,
    TimeProvider time,
    EngineOptions limits,
    IngestOptions options)
{
    private readonly string home = Path.Combine(folders.Staging, "rebuild");
    private readonly RawPrefix prefixes = new(files);

    /// <summary>Tries it.</summary>
    /// <param name="snapshot">The ledger, which names the files of the part's commit.</param>
    /// <param name="part">The part as it was committed.</param>
    /// <param name="cancellation">Stops it; the part is as before then.</param>
    /// <returns>False when the bytes are gone or have changed, or a newer reader makes something else of them.</returns>
    /// <exception cref="IOException">The disk failed.</exception>
    public async Task<bool> TryAsync(LakeSnapshot snapshot, LakePart part, CancellationToken cancellation)
    {
        files.DeleteDirectory(home);
        files.CreateDirectory(home);
        try
        {
            var found = new List<RawFile>();
            foreach (var file in snapshot.Files.Where(file => file.CommitNo == part.CommitNo))
            {
                if (await FindAsync(file, Path.Combine(home, $"raw-{found.Count}"), cancellation) is not { } raw)
                {
                    return false;
                }

                found.Add(raw);
            }

            return await ReadAgainAsync(found, part, cancellation);
        }
        finally
        {
            files.DeleteDirectory(home);
        }
    }

    private async Task<bool> ReadAgainAsync(List<RawFile> found, LakePart part, CancellationToken cancellation)
    {
        var beside = new LakeFolders(
            Path.Combine(home, "landing"), Path.Combine(home, "lake"), Path.Combine(home, "staging"), folders.Temp);
        using var ledger = await DuckDbLedger.OpenAsync(
            Path.Combine(home, "ledger.duckdb"), beside.Lake, files, cancellation);
        await ledger.NoteAsync([.. found.Select(static raw => raw.Before).OfType<Sighting>()], cancellation);
        var whole = options with { BatchBytes = long.MaxValue, BatchFiles = 100_000, RawCopies = RawCopies.None };
        await new LakeIngest(beside, readers, ledger, files, time, limits, whole).RepeatAsync(
            [.. found.Select(static raw => raw.File)], new Unheard(), cancellation);

        var again = (await ledger.SnapshotAsync(cancellation)).Parts.FirstOrDefault(
            made => made.Dataset == part.Dataset && made.Sha256 == part.Sha256);
        if (again is null)
        {
            return false;
        }

        var folder = Path.GetDirectoryName(part.Path)!;
        files.CreateDirectory(folder);
        files.MoveFile(again.Path, part.Path);
        files.FlushDirectory(folder);
        return true;
    }

    private async Task<RawFile?> FindAsync(LakeFile file, string folder, CancellationToken cancellation)
    {
        if (readers.Find(file.Kind) is not { } reader || reader.Version != file.ReaderVersion)
        {
            return null;
        }

        string[] places = [new RawCopyStore(folders, files).PathOf(file.Kind, file.FileId, file.Path), file.Path];
        foreach (var place in places.Where(files.FileExists))
        {
            var hasLines = reader.For(file.Path).Format == RecordFormat.Ndjson
                && ContentInput.PackingOf(place) == Packing.None;
            if (await prefixes.FindAsync(place, hasLines, cut => cut.FileId == file.FileId, cancellation) is { } whole)
            {
                return await CopyAsync(file, reader, place, whole, folder, cancellation);
            }
        }

        return null;
    }

    // A copy of exactly the bytes that were read: the file may have grown since.
    private async Task<RawFile> CopyAsync(
        LakeFile file, Reader reader, string place, RawCut whole, string folder, CancellationToken cancellation)
    {
        // What was read of a growing file is its last lines; those before it were read by an earlier commit.
        var before = reader.Growth == GrowthRule.Tail && file.LinesRead < whole.Lines
            ? await prefixes.FindAsync(place, true, cut => cut.Lines == whole.Lines - file.LinesRead, cancellation)
            : null;
        var copy = Path.Combine(folder, Path.GetFileName(place));
        files.CreateDirectory(folder);
        await prefixes.CopyAsync(place, whole.Bytes, copy, cancellation);
        var facts = files.GetFacts(copy) ?? throw new FileNotFoundException(
            $"{copy} is gone. Keep other programs out of the staging folder.");
        var sighting = before is { } cut
            ? new Sighting(
                file.Source, file.Path, cut.Bytes, facts.ModifiedAt, cut.FileId, cut.Bytes, cut.Lines, reader.Version,
                SightingState.Committed, null, false)
            : null;
        return new RawFile(
            new ReplayFile(new SourceFile(file.Source, file.Kind, home, file.Path, facts), copy), sighting);
    }

    /// <summary>A file to be read again, and the look at it before that reading.</summary>
    private sealed record RawFile(ReplayFile File, Sighting? Before);

    private sealed class Unheard : IProgress<IngestProgress>
    {
        public void Report(IngestProgress value)
        {
        }
    }
}
