using System.Globalization;
using System.Text.Json;
using Analytics.Engine;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>
/// SQL that brings the rows of a Parquet file into the table <c>records</c>. Each row goes by way of JSON, so that a
/// reader finds what it would find in a JSON line or, as text, in a CSV record: maps and lists as JSON, numbers as they
/// are written.
/// </summary>
internal static class ParquetRecordsSql
{
    /// <summary>Names of the file's columns.</summary>
    public static string Header(BatchFile file) => $"select column_name from (describe {Rows(file)})";

    /// <summary>Required columns that the file has not.</summary>
    public static IReadOnlyList<string> Missing(Reader reader, IReadOnlyList<string> header) =>
    [
        .. reader.Columns.Where(column => column.IsRequired && NameIn(header, column.Name) is null)
            .Select(static column => column.Name),
    ];

    /// <summary>Adds the rows of one file; a declared column that it lacks is NULL.</summary>
    public static string Insert(Reader reader, BatchFile file, int fileNo, IReadOnlyList<string> header)
    {
        var values = reader.Columns is [{ Name: "json" }]
            ? ", row_json"
            : string.Concat(reader.Columns.Select(column => $", {Value(column, NameIn(header, column.Name))}"));
        return $"""
            insert into records select {fileNo.ToString(CultureInfo.InvariantCulture)}{values}
            from (select to_json(parquet_row) as row_json from ({Rows(file)}) as parquet_row);
            """;
    }

    private static string Rows(BatchFile file) => $"select * from read_parquet({SqlText.Literal(file.File.ReadPath)})";

    private static string Value(RecordColumn column, string? name)
    {
        if (name is null)
        {
            return "null";
        }

        var place = SqlText.Literal($"$.\"{name}\"");
        var type = SqlText.Literal(JsonSerializer.Serialize(column.Type));
        return column.Type switch
        {
            "VARCHAR" => $"nullif(json_extract_string(row_json, {place}), '')",
            "JSON" => $"json_extract(row_json, {place})",
            _ => $"from_json(json_extract(row_json, {place}), {type})",
        };
    }

    private static string? NameIn(IReadOnlyList<string> header, string name) =>
        header.FirstOrDefault(found => found.Equals(name, StringComparison.Ordinal))
        ?? header.FirstOrDefault(found => found.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
}
