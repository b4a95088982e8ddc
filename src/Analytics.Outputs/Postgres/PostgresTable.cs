using System.Text.RegularExpressions;
using Analytics.Engine;

namespace Analytics.Outputs.Postgres;

/// <summary>How a published table stands in PostgreSQL: exact types, comments, and rows as CSV that COPY reads.</summary>
/// <param name="Name">Name of the table.</param>
/// <param name="Comment">Comment on the table; null = none.</param>
/// <param name="Columns">Columns in order.</param>
internal sealed partial record PostgresTable(string Name, string? Comment, IReadOnlyList<PostgresColumn> Columns)
{
    /// <summary>Creates the table, empty.</summary>
    public string CreateIn(string schema)
    {
        var columns = Columns.Select(static column => $"{Quoted(column.Name)} {column.PostgresType}");
        return $"create table {schema}.{Quoted(Name)} ({string.Join(", ", columns)})";
    }

    /// <summary>Comments on the table and all columns.</summary>
    public string CommentsIn(string schema)
    {
        var table = $"{schema}.{Quoted(Name)}";
        var columns = Columns.Select(column =>
            $"comment on column {table}.{Quoted(column.Name)} is {Text(column.Comment)};\n");
        return $"comment on table {table} is {Text(Comment)};\n{string.Concat(columns)}";
    }

    /// <summary>Takes rows in the form of <see cref="ToCsv"/>.</summary>
    public string CopyInto(string schema) =>
        $"copy {schema}.{Quoted(Name)} ({string.Join(", ", Columns.Select(static column => Quoted(column.Name)))}) "
        + "from stdin (format csv)";

    /// <summary>
    /// DuckDB's statement that writes the rows: NULL unquoted and empty, every other value quoted, nested values as JSON.
    /// </summary>
    public string ToCsv(string path)
    {
        var values = Columns.Select(static column => column.CsvValue);
        return $"copy (select {string.Join(", ", values)} from {SqlText.Identifier(Name)}) "
            + $"to {SqlText.Literal(path)} (format csv, header false, force_quote *, nullstr '')";
    }

    /// <summary>A name as PostgreSQL quotes it.</summary>
    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(string? text) =>
        text is null ? "null" : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>A column in both databases.</summary>
/// <param name="Name">Name.</param>
/// <param name="DuckDbType">Type in the published DuckDB file.</param>
/// <param name="Comment">Comment; null = none.</param>
internal sealed partial record PostgresColumn(string Name, string DuckDbType, string? Comment)
{
    /// <summary>The type that holds every value exactly; nested types are <c>jsonb</c>.</summary>
    public string PostgresType => DuckDbType switch
    {
        "BOOLEAN" => "boolean",
        "TINYINT" or "SMALLINT" or "UTINYINT" => "smallint",
        "INTEGER" or "USMALLINT" => "integer",
        "BIGINT" or "UINTEGER" => "bigint",
        "UBIGINT" or "HUGEINT" or "UHUGEINT" => "numeric(39, 0)",
        "FLOAT" => "real",
        "DOUBLE" => "double precision",
        "DATE" => "date",
        "TIME" => "time",
        "TIMESTAMP" => "timestamp",
        "TIMESTAMP WITH TIME ZONE" => "timestamp with time zone",
        "UUID" => "uuid",
        "VARCHAR" => "text",
        _ when Decimal().IsMatch(DuckDbType) => DuckDbType.Replace("DECIMAL", "numeric", StringComparison.Ordinal),
        _ when IsEnum => "text",
        _ => "jsonb",
    };

    /// <summary>The value as DuckDB writes it; PostgreSQL's text cannot hold a NUL, which becomes U+FFFD.</summary>
    public string CsvValue => PostgresType switch
    {
        "jsonb" => $"to_json({SqlText.Identifier(Name)})",
        "text" => $"replace({SqlText.Identifier(Name)}::varchar, chr(0), chr(65533))",
        _ => SqlText.Identifier(Name),
    };

    private bool IsEnum => DuckDbType.StartsWith("ENUM", StringComparison.Ordinal);

    [GeneratedRegex(@"^DECIMAL\(\d+,\s*\d+\)$")]
    private static partial Regex Decimal();
}
