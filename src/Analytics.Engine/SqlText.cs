namespace Analytics.Engine;

/// <summary>
/// Quoting for the few places where a value cannot be a parameter: names, paths in table functions, settings.
/// </summary>
public static class SqlText
{
    /// <summary>A name in double quotes, for columns, tables and schemas.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text in single quotes; DuckDB knows no escapes in it.</summary>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A list of texts, such as the files of <c>read_parquet(['a', 'b'])</c>.</summary>
    public static string PathList(IEnumerable<string> paths) => $"[{string.Join(", ", paths.Select(Literal))}]";

    /// <summary>
    /// Where a <c>copy</c> that writes Parquet ends. Zstandard at level 1 takes a third less time than at DuckDB's level 3
    /// and makes files of the same size: the dictionaries have done most of the work.
    /// </summary>
    public static string ToParquet(string path) =>
        $"to {Literal(path)} (format parquet, compression zstd, compression_level 1)";
}
