using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>The columns a reader declares in its <c>-- record:</c> header, as its tests need them.</summary>
internal sealed partial class ReaderRecord
{
    /// <summary>
    /// A given column that holds whole records as JSON text, from which the declared columns are read.
    /// </summary>
    public const string JsonColumn = "json";

    private static readonly ImmutableArray<(string Name, string Type)> Lineage =
        [("source", "VARCHAR"), ("file_id", "VARCHAR"), ("path", "VARCHAR"), ("line_no", "BIGINT")];

    private readonly ImmutableArray<(string Name, string Type)> columns;

    private ReaderRecord(ImmutableArray<(string Name, string Type)> columns) => this.columns = columns;

    /// <summary>Columns of <c>source_records</c>: lineage, then the declared ones.</summary>
    public ImmutableArray<(string Name, string Type)> SourceColumns => [.. Lineage, .. columns];

    /// <summary>Reads the header. A type may go on over several lines; every CSV column arrives as text.</summary>
    public static ReaderRecord Parse(SqlFile file)
    {
        var isCsv = file.Header.GetValueOrDefault("format", string.Empty).StartsWith("csv", StringComparison.Ordinal);
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        var open = string.Empty;
        foreach (var line in file.Require("record").Split('\n').Append("end: NULL"))
        {
            var match = ColumnPattern().Match(line);
            if (match.Success
                && open.Count(static letter => letter == '(') == open.Count(static letter => letter == ')'))
            {
                if (ColumnPattern().Match(open) is { Success: true } column)
                {
                    var type = RequiredMark().Replace(column.Groups["type"].Value, string.Empty);
                    columns.Add((column.Groups["name"].Value.Trim('"'), isCsv ? "VARCHAR" : type));
                }

                open = line.Trim();
            }
            else
            {
                open = $"{open} {line.Trim()}";
            }
        }

        return new ReaderRecord(columns.ToImmutable());
    }

    /// <summary>Turns given rows with a column <c>json</c> into rows of the declared columns.</summary>
    public string FromJson(string givenQuery)
    {
        if (columns.Any(static column => column.Name == JsonColumn))
        {
            // The reader declares the column itself: it takes whole documents apart in SQL.
            return givenQuery;
        }

        var structure = JsonSerializer.Serialize(
            columns.ToDictionary(static column => column.Name, static column => column.Type));
        return $"select * exclude (json, record), unnest(record) from (\n"
            + $"select *, from_json(json, {SqlText.Literal(structure)}) as record from (\n{givenQuery}\n))";
    }

    [GeneratedRegex(@"^\s*(?<name>""[^""]+""|\w+)\s*:\s*(?<type>.+)$", RegexOptions.Singleline)]
    private static partial Regex ColumnPattern();

    [GeneratedRegex(@"\s+required\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex RequiredMark();
}
