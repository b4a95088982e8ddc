namespace Analytics.Lake.Guard;

/// <summary>
/// One pass over the bytes of a file, piece by piece, that finds its records and the bad ones among them.
/// </summary>
internal interface IRecordScan
{
    /// <summary>Records found so far: lines, CSV records with the header, or documents' bytes as one.</summary>
    long Records { get; }

    /// <summary>Bad records, and blank lines that another line follows, in order.</summary>
    IReadOnlyList<BadLine> BadLines { get; }

    /// <summary>
    /// Start of the last line when no line break ends it, else null; known after <see cref="Complete"/>.
    /// </summary>
    long? TornLineAt { get; }

    /// <summary>
    /// Blank lines counted as records after the last line that is not blank; DuckDB has no record for them.
    /// </summary>
    long TrailingBlanks { get; }

    /// <summary>Looks at the next piece.</summary>
    void Take(ReadOnlySpan<byte> piece);

    /// <summary>Ends the last record.</summary>
    void Complete();
}
