namespace Analytics.Domain;

/// <summary>The committed content of the lake at one moment, as the ledger lists it: what models and outputs may read.</summary>
/// <param name="CommitNo">The last commit contained; 0 for an empty lake. Grows by one with every commit.</param>
/// <param name="Files">Every committed source file version.</param>
/// <param name="Parts">Every committed Parquet part.</param>
public sealed record LakeSnapshot(long CommitNo, IReadOnlyList<LakeFile> Files, IReadOnlyList<LakePart> Parts)
{
    /// <summary>Alerts as the last build left them.</summary>
    public IReadOnlyList<AlertState> Alerts { get; init; } = [];

    /// <summary>When file versions were replaced or came back, in order of the commits.</summary>
    public IReadOnlyList<VersionMark> VersionMarks { get; init; } = [];

    /// <summary>Earlier commits whose marts were published, in their order; never the snapshot's own.</summary>
    public IReadOnlyList<Publication> Publications { get; init; } = [];
}

/// <summary>Marts that readers were pointed at.</summary>
/// <param name="CommitNo">The lake commit that they stand on.</param>
/// <param name="PublishedAt">When it first happened, UTC.</param>
public sealed record Publication(long CommitNo, DateTimeOffset PublishedAt);

/// <summary>One committed version of a source file, with the four counts that must add up.</summary>
/// <param name="FileId">SHA-256 of the raw bytes, lower-case hex.</param>
/// <param name="Source">Name of the source that delivered it.</param>
/// <param name="Kind">Kind of the source, which is the name of its reader.</param>
/// <param name="Path">Where it was found, absolute.</param>
/// <param name="ReaderVersion">Version of the reader that read it.</param>
/// <param name="LinesRead">Physical lines or documents, 0 or more.</param>
/// <param name="RowsRead">Records found: accepted + quarantined + duplicate.</param>
/// <param name="RowsAccepted">Records written to the lake.</param>
/// <param name="RowsQuarantined">Records or lines refused with a reason.</param>
/// <param name="RowsDuplicate">Exact repeats within the file.</param>
/// <param name="IsSuperseded">True when a later version of the same path replaces it.</param>
/// <param name="IsSourceMissing">True when the path no longer exists; the lake keeps its rows.</param>
/// <param name="CommitNo">The commit that brought it, 1 or more.</param>
/// <param name="IngestedAt">When it was committed, UTC.</param>
/// <param name="UnknownFields">
/// Names of top-level fields that its reader does not declare, in order, separated by a comma and a blank; null = none
/// seen.
/// </param>
public sealed record LakeFile(
    string FileId,
    string Source,
    string Kind,
    string Path,
    int ReaderVersion,
    long LinesRead,
    long RowsRead,
    long RowsAccepted,
    long RowsQuarantined,
    long RowsDuplicate,
    bool IsSuperseded,
    bool IsSourceMissing,
    long CommitNo,
    DateTimeOffset IngestedAt,
    string? UnknownFields = null);

/// <summary>One immutable Parquet file of the lake.</summary>
/// <param name="Dataset">Name of the dataset, such as <c>requests</c>.</param>
/// <param name="EventDate">UTC event day, or null for a dataset that has none.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Rows">Number of rows, 1 or more.</param>
/// <param name="Bytes">Size in bytes.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
/// <param name="CommitNo">The commit that brought it.</param>
public sealed record LakePart(
    string Dataset,
    DateOnly? EventDate,
    string Path,
    long Rows,
    long Bytes,
    string Sha256,
    long CommitNo);
