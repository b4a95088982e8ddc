namespace Analytics.Lake.Ledger;

/// <summary>How the last look at a path ended.</summary>
public enum SightingState
{
    /// <summary>Its bytes are in the lake.</summary>
    Committed,

    /// <summary>Its bytes were in the lake already, read from another path.</summary>
    SameBytes,

    /// <summary>It was refused whole; it is tried again when its bytes or its reader change.</summary>
    Refused,
}

/// <summary>
/// The last look at one path of one source, by which an unchanged file is skipped without reading it.
/// </summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="LengthBytes">Size when looked at, bytes.</param>
/// <param name="ModifiedAt">Time of last change when looked at, UTC, whole microseconds.</param>
/// <param name="FileId">
/// SHA-256 of the first <paramref name="CoveredBytes"/> bytes, lower-case hex; empty when none are.
/// </param>
/// <param name="CoveredBytes">
/// Bytes from the start that are in the lake; less than the size while a torn line waits.
/// </param>
/// <param name="CoveredLines">Lines in those bytes.</param>
/// <param name="ReaderVersion">Version of the reader at that look.</param>
/// <param name="State">How it ended.</param>
/// <param name="Reason">Why it was refused, a sentence; null otherwise.</param>
/// <param name="IsMissing">True when the path no longer exists.</param>
public sealed record Sighting(
    string Source,
    string Path,
    long LengthBytes,
    DateTimeOffset ModifiedAt,
    string FileId,
    long CoveredBytes,
    long CoveredLines,
    int ReaderVersion,
    SightingState State,
    string? Reason,
    bool IsMissing);
