namespace Analytics.Lake.Readers;

/// <summary>A column that a reader declares under <c>-- record:</c>.</summary>
/// <param name="Name">Name in the file and in <c>source_records</c>.</param>
/// <param name="Type">DuckDB type; VARCHAR for every CSV column.</param>
/// <param name="IsRequired">CSV only: a file without it is refused.</param>
public sealed record RecordColumn(string Name, string Type, bool IsRequired);

/// <summary>What a reader expects its files to be.</summary>
public enum RecordFormat
{
    /// <summary>One JSON object per line.</summary>
    Ndjson,

    /// <summary>Whole JSON documents, one or several in a file.</summary>
    Json,

    /// <summary>CSV with a header row, RFC 4180.</summary>
    Csv,

    /// <summary>Any text: one record a file, whose only column is the text; line_no is for the reader to count.</summary>
    Text,

    /// <summary>
    /// Parquet, told by the name of the file: its rows are read as the records of a reader of CSV or JSON.
    /// </summary>
    Parquet,
}

/// <summary>What a file that grew, its old bytes unchanged, is read from.</summary>
public enum GrowthRule
{
    /// <summary>The reader says nothing: its files do not grow, and a torn last line is a bad one.</summary>
    None,

    /// <summary>From where it ended.</summary>
    Tail,

    /// <summary>From the start, because later lines need earlier ones; the older version is replaced.</summary>
    Whole,
}

/// <summary>What becomes of the rows of a file whose old bytes changed.</summary>
public enum RewriteRule
{
    /// <summary>They stay beside the new ones.</summary>
    Keep,

    /// <summary>They are replaced by the new ones.</summary>
    Replace,
}
