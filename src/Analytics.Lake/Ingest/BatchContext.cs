using Analytics.Domain;
using Analytics.Lake.Guard;
using Analytics.Lake.Ledger;

namespace Analytics.Lake.Ingest;

/// <summary>What the files of one batch came to, gathered until the commit.</summary>
/// <param name="Planned">The batch.</param>
/// <param name="Folder">Its staging folder.</param>
/// <param name="IsReplay">True when known bytes are to be read again because the reader is newer.</param>
internal sealed record BatchContext(PlannedBatch Planned, string Folder, bool IsReplay)
{
    /// <summary>The lines of its files that can bear a record, or null where the files themselves are read.</summary>
    public LineExtract? Extract { get; init; }

    /// <summary>Files to be read.</summary>
    public List<BatchFile> Files { get; } = [];

    /// <summary>Looks that are settled.</summary>
    public List<Sighting> Sightings { get; } = [];

    /// <summary>Readings that are replaced.</summary>
    public List<FileVersion> Superseded { get; } = [];

    /// <summary>Readings that count again.</summary>
    public List<FileVersion> Revived { get; } = [];

    /// <summary>Notes how the look at a file ended.</summary>
    public void Note(GuardedFile file, SightingState state, string? reason)
    {
        var source = file.Request.File;
        var isTaken = state != SightingState.Refused;

        // What was taken before stays known when a later state of the file is refused: the next good one may build on
        // it.
        var last = file.Request.Last;
        Sightings.Add(new Sighting(
            source.Source,
            source.Path,
            source.Facts.LengthBytes,
            IngestPlan.WholeMicroseconds(source.Facts.ModifiedAt),
            isTaken ? file.FileId : last?.FileId ?? "",
            isTaken ? file.CoveredBytes : last?.CoveredBytes ?? 0,
            isTaken ? file.CoveredRecords : last?.CoveredLines ?? 0,
            Planned.Reader.Version,
            state,
            reason,
            IsMissing: false));
    }
}
