using System.Collections.Immutable;
using System.Text;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>
/// What headers and <c>columns.csv</c> say about a table, in the forms in which the outputs carry it.
/// </summary>
public static class ColumnComments
{
    private static readonly ImmutableArray<string> SchemaEntries = ["grain", "key", "units", "why"];

    /// <summary>
    /// <c>comment on</c> statements for a table and those of its columns that the dictionary has. The table or view
    /// must
    /// exist and have these columns.
    /// </summary>
    /// <param name="project">The project that defines the table.</param>
    /// <param name="table">Name of a mart, model or dataset in the project.</param>
    /// <param name="target">The table's name in the database, quoted where needed, such as
    /// <c>published.mart_daily_costs</c>.</param>
    /// <param name="isView">True when the target is a view.</param>
    public static string Statements(SqlProject project, string table, string target, bool isView = false)
    {
        var statements = new StringBuilder();
        if (OfTable(project, table) is { Length: > 0 } comment)
        {
            statements.Append("comment on ").Append(isView ? "view" : "table").Append(' ')
                .Append(target).Append(" is ").Append(SqlText.Literal(comment)).Append(";\n");
        }

        foreach (var column in project.ColumnsOf(table))
        {
            statements.Append("comment on column ").Append(target).Append('.').Append(SqlText.Identifier(column.Column))
                .Append(" is ").Append(SqlText.Literal(OfColumn(column))).Append(";\n");
        }

        return statements.ToString();
    }

    /// <summary>
    /// Arrow metadata of the fields of a table, by column: <c>unit</c>, <c>meaning</c>, <c>standard</c> where filled.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> FieldMetadata(
        SqlProject project, string table) =>
        project.ColumnsOf(table).ToDictionary(
            static column => column.Column,
            static IReadOnlyDictionary<string, string> (column) =>
                Filled(("unit", column.Unit), ("meaning", column.Meaning), ("standard", column.Standard)));

    /// <summary>
    /// Arrow metadata of a table's schema: <c>table</c>, <c>grain</c>, <c>key</c>, <c>units</c>, <c>why</c>.
    /// </summary>
    public static IReadOnlyDictionary<string, string> SchemaMetadata(SqlProject project, string table)
    {
        var header = project.Find(table)?.File.Header;
        return Filled(
        [
            ("table", table),
            .. SchemaEntries.Select(name => (name, OneLine(header?.GetValueOrDefault(name)))),
        ]);
    }

    /// <summary>Why the table exists and what one row is; empty for a table without a header.</summary>
    public static string OfTable(SqlProject project, string table) =>
        project.Find(table)?.File.Header is { } header
            ? $"{Sentence(header.GetValueOrDefault("why"))} {Sentence(header.GetValueOrDefault("grain"))}".Trim()
            : string.Empty;

    /// <summary>Meaning, unit and standard of a column in one line.</summary>
    public static string OfColumn(DatasetColumn column)
    {
        var unit = column.Unit.Length == 0 ? string.Empty : $" Unit: {column.Unit}.";
        var standard = column.Standard.Length == 0 ? string.Empty : $" Standard: {column.Standard}.";
        return $"{column.Meaning}{unit}{standard}";
    }

    /// <summary>A header value as one sentence with a capital and a full stop.</summary>
    internal static string Sentence(string? value)
    {
        var line = OneLine(value);
        return line.Length == 0 ? line : $"{char.ToUpperInvariant(line[0])}{line[1..].TrimEnd('.')}.";
    }

    private static string OneLine(string? value) =>
        string.Join(' ', (value ?? string.Empty).Split('\n', StringSplitOptions.TrimEntries));

    private static Dictionary<string, string> Filled(params IEnumerable<(string Name, string Value)> entries) =>
        entries.Where(static entry => entry.Value.Length > 0)
            .ToDictionary(static entry => entry.Name, static entry => entry.Value);
}
