using Analytics.Domain;

namespace Analytics.Lake.Ledger;

/// <summary>All that one transaction brings. Numbers and times of the commit are given by the ledger.</summary>
/// <param name="CommittedAt">Now, UTC.</param>
/// <param name="Files">New file versions; their commit number is set by the ledger.</param>
/// <param name="Parts">New parts; their commit number is set by the ledger.</param>
/// <param name="Sightings">Looks at paths that this commit settles.</param>
/// <param name="Superseded">Versions that are replaced.</param>
/// <param name="Revived">Versions that count again, because their bytes came back.</param>
/// <param name="Quarantined">Rows in quarantine by reason.</param>
public sealed record LakeCommit(
    DateTimeOffset CommittedAt,
    IReadOnlyList<LakeFile> Files,
    IReadOnlyList<CommittedPart> Parts,
    IReadOnlyList<Sighting> Sightings,
    IReadOnlyList<FileVersion> Superseded,
    IReadOnlyList<FileVersion> Revived,
    IReadOnlyList<QuarantineCount> Quarantined);

/// <summary>Identity of one reading of a file: the same bytes read by two versions of a reader are two.</summary>
/// <param name="FileId">SHA-256 of the bytes.</param>
/// <param name="ReaderVersion">Version of the reader.</param>
public readonly record struct FileVersion(string FileId, int ReaderVersion);

/// <summary>A part with the span of event time in it.</summary>
/// <param name="Part">The part.</param>
/// <param name="FirstAt">Earliest event time, or null for a dataset without one.</param>
/// <param name="LastAt">Latest event time, or null for a dataset without one.</param>
public sealed record CommittedPart(LakePart Part, DateTimeOffset? FirstAt, DateTimeOffset? LastAt);

/// <summary>Rows in quarantine of one file for one reason.</summary>
/// <param name="FileId">SHA-256 of the file.</param>
/// <param name="ReaderVersion">Version of the reader the file was read with.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Path">Where the file was found.</param>
/// <param name="Reason">Reason code, snake case.</param>
/// <param name="Rows">Rows or lines, 1 or more.</param>
public sealed record QuarantineCount(
    string FileId, int ReaderVersion, string Source, string Path, string Reason, long Rows);

/// <summary>One run of ingest as the ledger remembers it.</summary>
/// <param name="StartedAt">UTC.</param>
/// <param name="EndedAt">UTC.</param>
/// <param name="FilesRead">Files read and committed.</param>
/// <param name="FilesRefused">Files refused whole.</param>
/// <param name="RowsRead">Accepted + quarantined + duplicate.</param>
/// <param name="RowsAccepted">Rows written to the lake.</param>
/// <param name="RowsQuarantined">Rows or lines put in quarantine.</param>
/// <param name="RowsDuplicate">Exact repeats dropped.</param>
public sealed record IngestRun(
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    long FilesRead,
    long FilesRefused,
    long RowsRead,
    long RowsAccepted,
    long RowsQuarantined,
    long RowsDuplicate);
