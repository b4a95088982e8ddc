using Analytics.Lake.Guard;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>A guarded file on its way through DuckDB, and the records found bad there.</summary>
/// <param name="Number">Place in the batch, from 0; rows of a batch stand in this order.</param>
/// <param name="File">What the guard found.</param>
/// <param name="Faults">
/// Bad records: those of the guard without blank lines, then those DuckDB refused; by number.
/// </param>
/// <param name="IsSecondLook">Whether its lines have been tried one by one.</param>
internal sealed record BatchFile(int Number, GuardedFile File, IReadOnlyList<BadLine> Faults, bool IsSecondLook)
{
    /// <summary>Number of the first record that DuckDB reads.</summary>
    public long FirstRecordNo => File.Request.Reader.Format == RecordFormat.Csv ? 2 : File.RecordsBefore + 1;

    /// <summary>
    /// Records DuckDB must find, bad ones included as empty ones; null where only DuckDB can count them.
    /// </summary>
    public long? ExpectedRecords => File.Request.Reader.Format switch
    {
        RecordFormat.Ndjson => File.Records - File.TrailingBlanks,
        RecordFormat.Csv => Math.Max(0, File.Records - 1),
        _ => null,
    };
}

/// <summary>A row that the reader refused.</summary>
internal sealed record RejectedRow
{
    /// <summary>File it stands in.</summary>
    public string FileId { get; init; } = "";

    /// <summary>Its record.</summary>
    public long LineNo { get; init; }

    /// <summary>Reason code.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Found and expected.</summary>
    public string? Detail { get; init; }
}

/// <summary>Rows of one file.</summary>
internal sealed record FileRows
{
    /// <summary>The file.</summary>
    public string FileId { get; init; } = "";

    /// <summary>Rows the reader made of it.</summary>
    public long Produced { get; init; }

    /// <summary>Rows without a reason to refuse them, repeats included.</summary>
    public long Good { get; init; }

    /// <summary>Exact repeats among the good ones.</summary>
    public long Duplicate { get; set; }
}

/// <summary>Rows of one event day.</summary>
internal sealed record DayRows
{
    /// <summary>The day, or null for a dataset without days.</summary>
    public DateOnly? EventDay { get; init; }

    /// <summary>Rows, 1 or more.</summary>
    public long Rows { get; init; }

    /// <summary>Earliest event time.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>Latest event time.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Rows of any day from its first to its last one.</summary>
    public long RowSpan { get; init; }
}
