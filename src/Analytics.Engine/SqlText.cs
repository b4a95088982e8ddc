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
}
