using Analytics.Domain;
using Analytics.Lake.Ledger;

namespace Analytics.Lake.Ingest;

/// <summary>The counts of a run while it goes on.</summary>
internal sealed class IngestTally(long filesTotal, long bytesTotal, IProgress<IngestProgress> progress)
{
    private readonly List<RefusedFile> refused = [];
    private readonly List<CommitTime> commitTimes = [];
    private readonly SortedDictionary<string, long> reasons = new(StringComparer.Ordinal);
    private long filesDone;
    private long bytesDone;
    private long filesRead;
    private long rowsAccepted;
    private long rowsQuarantined;
    private long rowsDuplicate;

    public long Unchanged { get; set; }

    public long SameBytes { get; set; }

    public long Pending { get; set; }

    public long Changing { get; set; }

    public long Missing { get; set; }

    /// <summary>Settles files and tells so.</summary>
    public void Settle(string source, long files, long bytes)
    {
        filesDone += files;
        bytesDone += bytes;
        progress.Report(new IngestProgress(source, filesDone, filesTotal, bytesDone, bytesTotal, rowsAccepted));
    }

    /// <summary>Counts a refused file.</summary>
    public void Refuse(SourceFile file, string reason) => refused.Add(new RefusedFile(file.Source, file.Path, reason));

    /// <summary>Counts a commit.</summary>
    public void Add(LakeCommit commit, CommitTime time)
    {
        commitTimes.Add(time);
        filesRead += commit.Files.Count;
        foreach (var file in commit.Files)
        {
            rowsAccepted += file.RowsAccepted;
            rowsQuarantined += file.RowsQuarantined;
            rowsDuplicate += file.RowsDuplicate;
        }

        foreach (var count in commit.Quarantined)
        {
            reasons[count.Reason] = reasons.GetValueOrDefault(count.Reason) + count.Rows;
        }
    }

    /// <summary>The result.</summary>
    public IngestReport ToReport() => new(
        filesRead, Unchanged, SameBytes, Pending, Changing, Missing, rowsAccepted + rowsQuarantined + rowsDuplicate,
        rowsAccepted, rowsQuarantined, rowsDuplicate, commitTimes, refused, reasons);
}
