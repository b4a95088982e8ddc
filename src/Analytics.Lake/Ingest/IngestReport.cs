using Analytics.Domain;

namespace Analytics.Lake.Ingest;

/// <summary>How far ingest is.</summary>
/// <param name="Source">Source under way.</param>
/// <param name="FilesDone">Files settled, skipped ones included.</param>
/// <param name="FilesTotal">Files offered.</param>
/// <param name="BytesDone">Bytes of the settled files.</param>
/// <param name="BytesTotal">Bytes of the files offered.</param>
/// <param name="RowsAccepted">Rows committed so far.</param>
public readonly record struct IngestProgress(
    string Source, long FilesDone, long FilesTotal, long BytesDone, long BytesTotal, long RowsAccepted);

/// <summary>What a run of ingest did.</summary>
/// <param name="FilesRead">Files whose new bytes were committed.</param>
/// <param name="FilesUnchanged">Files skipped because size and time of change are those of the last look.</param>
/// <param name="FilesSameBytes">Files skipped because their bytes are in the lake already.</param>
/// <param name="FilesPending">
/// Files of which a torn last line waits for its end; the lines before it are committed.
/// </param>
/// <param name="FilesChanging">Files left for the next run because they changed while they were read.</param>
/// <param name="FilesMissing">Paths found gone in this run; their rows stay.</param>
/// <param name="RowsRead">Accepted + quarantined + duplicate.</param>
/// <param name="RowsAccepted">Rows written to the lake.</param>
/// <param name="RowsQuarantined">Rows or lines put in quarantine.</param>
/// <param name="RowsDuplicate">Exact repeats within a file, dropped.</param>
/// <param name="CommitTimes">One for each commit, in their order.</param>
/// <param name="Refused">Files refused whole.</param>
/// <param name="Reasons">Rows in quarantine by reason code, ordinal order.</param>
public sealed record IngestReport(
    long FilesRead,
    long FilesUnchanged,
    long FilesSameBytes,
    long FilesPending,
    long FilesChanging,
    long FilesMissing,
    long RowsRead,
    long RowsAccepted,
    long RowsQuarantined,
    long RowsDuplicate,
    IReadOnlyList<CommitTime> CommitTimes,
    IReadOnlyList<RefusedFile> Refused,
    IReadOnlyDictionary<string, long> Reasons)
{
    /// <summary>Commits made, 0 or more.</summary>
    public long Commits => CommitTimes.Count;

    /// <summary>Ok, or Quarantined when a file was refused or a row put in quarantine.</summary>
    public ExitCode ExitCode => Refused.Count > 0 || RowsQuarantined > 0 ? ExitCode.Quarantined : ExitCode.Ok;
}

/// <summary>How long a commit took, and how long its bytes had waited.</summary>
/// <param name="Duration">From the rows in the session to the ledger's transaction.</param>
/// <param name="Lag">From the last change of the file that waited longest to the end of the commit.</param>
public readonly record struct CommitTime(TimeSpan Duration, TimeSpan Lag);

/// <summary>A file of which nothing was taken.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Reason">
/// What was found and expected, with the byte position where there is one, and what to do next.
/// </param>
public sealed record RefusedFile(string Source, string Path, string Reason);
