using System.Collections.Immutable;
using System.Globalization;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>SQL that puts a project's seeds, macros, tables and views into a session; all of them temporary.</summary>
internal static class SessionObjects
{
    /// <summary>Creates all seeds, declared tables and macros.</summary>
    public static string SeedsAndMacros(SqlProject project) =>
        string.Concat(project.Seeds.Select(seed => Seed(project, seed)))
        + string.Concat(project.Columns.Select(static column => column.Table).Where(RawTables.IsDeclared)
            .Distinct(StringComparer.Ordinal)
            .Select(table => EmptyTable(table, RawTables.ColumnsOf(table, project.Columns))))
        + string.Concat(project.Declared.Select(static table => table.InsertSql))
        + string.Concat(project.Macros.Select(static macro => $"{macro.CreateSql};\n"));

    /// <summary>A view over a model's query.</summary>
    public static string View(SqlModel model) => $"create or replace temp view {model.Name} as\n{model.Query}\n;\n";

    /// <summary>An empty table.</summary>
    public static string EmptyTable(string name, ImmutableArray<(string Name, string Type)> columns) =>
        $"create or replace temp table {name} ({ColumnList(columns)});\n";

    /// <summary>A query without rows, of the given columns.</summary>
    public static string EmptyQuery(ImmutableArray<(string Name, string Type)> columns)
    {
        var list = columns.Select(static column => $"null::{column.Type} as {SqlText.Identifier(column.Name)}");
        return $"select {string.Join(", ", list)} where false";
    }

    /// <summary>
    /// The view <c>settings</c>; a null day stands for a lake without events, a null instant for what is known now.
    /// </summary>
    public static string Settings(string reportingTimeZone, DateOnly? asOfDate, DateTimeOffset? knownAt = null)
    {
        var day = asOfDate is { } date ? SqlText.Literal(EventDay.Text(date)) : "null";
        return $"create or replace temp view {RawTables.Settings} as select "
            + $"{SqlText.Literal(reportingTimeZone)} as reporting_time_zone, {day}::date as as_of_date, "
            + $"timestamptz {SqlText.Literal(KnownAt(knownAt))} as known_at;\n";
    }

    /// <summary>The instant that prices are asked as known at, as DuckDB writes it; null = now and ever.</summary>
    public static string KnownAt(DateTimeOffset? knownAt) =>
        knownAt?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture) ?? "infinity";

    /// <summary>Columns with their types, as in <c>create table</c>.</summary>
    public static string ColumnList(ImmutableArray<(string Name, string Type)> columns) =>
        string.Join(", ", columns.Select(static column => $"{SqlText.Identifier(column.Name)} {column.Type}"));

    // Types come from columns.csv and never from the sight of the values: a price that happens to be whole stays a
    // decimal.
    private static string Seed(SqlProject project, SqlSeed seed)
    {
        var typed = project.ColumnsOf(seed.Name)
            .Where(static column => column.Type != "VARCHAR")
            .Select(static column =>
                $"{SqlText.Identifier(column.Column)}::{column.Type} as {SqlText.Identifier(column.Column)}")
            .ToList();
        var columns = typed.Count == 0 ? "*" : $"* replace ({string.Join(", ", typed)})";
        return $"create or replace temp table {seed.Name} as select {columns} "
            + $"from read_csv({SqlText.Literal(seed.Path)}, header = true, all_varchar = true);\n";
    }
}
