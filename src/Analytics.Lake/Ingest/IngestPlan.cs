using Analytics.Domain;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Files of one source that are committed together.</summary>
/// <param name="Reader">Their reader.</param>
/// <param name="Files">In ordinal order of their paths.</param>
internal sealed record PlannedBatch(Reader Reader, IReadOnlyList<SourceFile> Files)
{
    /// <summary>Size of the files.</summary>
    public long Bytes => Files.Sum(static file => file.Facts.LengthBytes);
}

/// <summary>
/// Cuts the files that have to be looked at into batches. The cut depends on paths and sizes only, and batches are
/// committed in order, so a run that goes on after a crash makes the same batches as one that was never disturbed.
/// </summary>
internal static class IngestPlan
{
    /// <summary>Batches by source, ordinal order.</summary>
    /// <exception cref="InvalidDataException">A source has a kind that no reader reads.</exception>
    public static IReadOnlyList<PlannedBatch> Cut(
        IEnumerable<SourceFile> files, ReaderCatalog readers, IngestOptions options)
    {
        var batches = new List<PlannedBatch>();
        var sources = files.GroupBy(static file => (file.Source, file.Kind))
            .OrderBy(static group => group.Key.Source, StringComparer.Ordinal);
        foreach (var source in sources)
        {
            var kindReader = readers.Require(source.Key.Kind);
            var openReader = kindReader;
            var open = new List<SourceFile>();
            var openBytes = 0L;
            foreach (var file in source.OrderBy(static file => file.Path, StringComparer.Ordinal))
            {
                var reader = kindReader.For(file.Path);
                if (open.Count > 0 && (
                    reader.Format != openReader.Format
                    || open.Count == options.BatchFiles
                    || openBytes + file.Facts.LengthBytes > options.BatchBytes))
                {
                    batches.Add(new PlannedBatch(openReader, open));
                    (open, openBytes) = ([], 0);
                }

                openReader = reader;
                open.Add(file);
                openBytes += file.Facts.LengthBytes;
            }

            batches.Add(new PlannedBatch(openReader, open));
        }

        return batches;
    }

    /// <summary>
    /// Whether a file is what it was at the last look; a refused one is tried again with a new reader.
    /// </summary>
    public static bool IsUnchanged(SourceFile file, Sighting? last, Reader reader) =>
        last is { IsMissing: false }
        && last.LengthBytes == file.Facts.LengthBytes
        && last.ModifiedAt == WholeMicroseconds(file.Facts.ModifiedAt)
        && (last.State != SightingState.Refused || last.ReaderVersion == reader.Version);

    /// <summary>A time as the ledger keeps it.</summary>
    public static DateTimeOffset WholeMicroseconds(DateTimeOffset time) =>
        time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMicrosecond)).ToUniversalTime();
}
