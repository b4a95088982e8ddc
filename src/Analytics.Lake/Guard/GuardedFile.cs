using Analytics.Domain;
using Analytics.Lake.Ledger;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Guard;

/// <summary>A file to be guarded.</summary>
/// <param name="File">The file as its source offers it.</param>
/// <param name="Reader">Reader of its kind.</param>
/// <param name="RawPath">Where its bytes are read: its own path, or a copy in landing.</param>
/// <param name="Last">The last look at its path, or null.</param>
/// <param name="CopyPath">Where a cleaned copy is to be written, if one is needed; its folder exists.</param>
/// <param name="IsReplay">
/// True to read all of it from a copy, whatever was taken before: the file may have grown since.
/// </param>
internal sealed record GuardRequest(
    SourceFile File, Reader Reader, string RawPath, Sighting? Last, string CopyPath, bool IsReplay);

/// <summary>How the bytes of a file relate to those taken at the last look.</summary>
internal enum Growth
{
    /// <summary>Nothing was taken before, or there is no relation that is asked for.</summary>
    New,

    /// <summary>The same bytes with more behind them.</summary>
    Grown,

    /// <summary>The bytes taken before have changed.</summary>
    Rewritten,
}

/// <summary>What the guard found out about a file, and where DuckDB may read it.</summary>
internal sealed record GuardedFile
{
    /// <summary>Its place among the files planned for the batch, from 0.</summary>
    public int Number { get; init; }

    /// <summary>What was asked.</summary>
    public required GuardRequest Request { get; init; }

    /// <summary>Why nothing of the file may be taken, or null.</summary>
    public string? Refusal { get; init; }

    /// <summary>True when the file changed while it was looked at: it has to wait for the next run.</summary>
    public bool IsChanging { get; init; }

    /// <summary>True when a torn last line was left for later.</summary>
    public bool IsPending { get; init; }

    /// <summary>SHA-256 of the raw bytes taken, lower-case hex.</summary>
    public string FileId { get; init; } = "";

    /// <summary>Raw bytes taken, from the start.</summary>
    public long CoveredBytes { get; init; }

    /// <summary>Relation to the last look.</summary>
    public Growth Growth { get; init; }

    /// <summary>Where the content stands that DuckDB may read: the file itself or a cleaned copy.</summary>
    public string ReadPath { get; init; } = "";

    /// <summary>Bytes at <see cref="ReadPath"/>.</summary>
    public long ReadBytes { get; init; }

    /// <summary>Records before the first one at <see cref="ReadPath"/>.</summary>
    public long RecordsBefore { get; init; }

    /// <summary>Records at <see cref="ReadPath"/>, for CSV with the header.</summary>
    public long Records { get; init; }

    /// <summary>Blank lines at the end, for which DuckDB has no record.</summary>
    public long TrailingBlanks { get; init; }

    /// <summary>Records that were replaced by empty ones.</summary>
    public IReadOnlyList<BadLine> BadLines { get; init; } = [];

    /// <summary>CSV only: names of the columns in the file.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Names of top-level fields: the columns of a CSV file, those of the first records of JSON.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether DuckDB reads the source file itself.</summary>
    public bool IsInPlace => ReadPath == Request.RawPath;

    /// <summary>Lines in the file from its start to the last byte taken.</summary>
    public long CoveredRecords => RecordsBefore + Records;
}
