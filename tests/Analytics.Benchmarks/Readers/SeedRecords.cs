using Analytics.Engine;
using Analytics.SqlModels;
using Dapper;

namespace Analytics.Benchmarks.Readers;

/// <summary>Well-formed records of every kind: those that the readers' own tests give them.</summary>
internal static class SeedRecords
{
    /// <summary>The records of a reader as its files hold them: lines, documents or the rows of a CSV file.</summary>
    public static IReadOnlyList<string> Of(SqlModel reader)
    {
        var path = Path.ChangeExtension(reader.File.Path, ModelTestFile.Extension);
        var givens = ModelTestFile.Parse(path, File.ReadAllText(path))
            .SelectMany(static test => test.Givens)
            .Where(static given => given.Table == "source_records")
            .Select(static given => given.Query);
        using var session = EngineSession.Open(new EngineOptions());
        var format = reader.File.Require("format").Split(' ')[0];
        return
        [
            .. givens.SelectMany(query => format == "csv"
                    ? CsvRows(session, query, Header(reader))
                    : Texts(session, query, isText: format == "text"))
                .Where(static text => text.Length > 2)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Names of the columns that a reader of CSV declares.</summary>
    public static IReadOnlyList<string> Header(SqlModel reader) =>
    [
        .. reader.File.Require("record").Split('\n').Select(static line => line.Trim())
            .Select(static line => line[..line.LastIndexOf(':')].Trim('"')),
    ];

    // Lines must hold no break of their own; blanks mean the same to JSON.
    private static IEnumerable<string> Texts(EngineSession session, string query, bool isText) =>
        session.Connection.Query($"from ({query}\n)").Cast<IDictionary<string, object?>>()
            .Select(row => row.FirstOrDefault(cell => cell.Key == (isText ? "text" : "json")).Value as string ?? "")
            .Select(text => isText ? text : text.ReplaceLineEndings(" "));

    private static IEnumerable<string> CsvRows(EngineSession session, string query, IReadOnlyList<string> header) =>
        session.Connection.Query($"from ({query}\n)").Cast<IDictionary<string, object?>>().Select(row =>
        {
            var cells = row.ToDictionary(static cell => cell.Key, static cell => cell.Value, StringComparer.OrdinalIgnoreCase);
            return string.Join(",", header.Select(name => cells.GetValueOrDefault(name) is { } value
                ? $"\"{value.ToString()!.Replace("\"", "\"\"", StringComparison.Ordinal).ReplaceLineEndings(" ")}\""
                : ""));
        });
}
