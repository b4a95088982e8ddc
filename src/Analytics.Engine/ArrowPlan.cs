using System.Globalization;
using Dapper;

namespace Analytics.Engine;

/// <summary>
/// Decides which VARCHAR columns of a query become dictionaries and casts those to ENUM, which Arrow knows as a
/// dictionary. A column qualifies when its distinct values are at most the limit and at most half of its rows. The
/// rule needs to look at the rows twice: a table is read twice, the rows of a query are kept in a temporary table
/// first.
/// </summary>
internal sealed class ArrowPlan : IDisposable
{
    private const string KeptRows = "temp.main.arrow_output_rows";
    private const double LookedAtRows = 65536;

    // approx_count_distinct errs by a few percent; the exact count decides later.
    private const double ApproximationSlack = 1.2;

    private readonly EngineSession session;
    private readonly bool isKept;

    private ArrowPlan(EngineSession session, string sql, bool isKept)
    {
        this.session = session;
        this.isKept = isKept;
        Sql = sql;
    }

    /// <summary>The query to write.</summary>
    public string Sql { get; }

    /// <summary>Plans an output; the temporary table it may need lives until the plan is disposed.</summary>
    public static ArrowPlan For(EngineSession session, ArrowOutput output, bool isOrderKept)
    {
        var query = output.Sql.Trim().TrimEnd(';');
        var columns = output.DictionaryLimit == 0 ? [] : Describe(session, query);
        if (columns.All(static column => column.Type != "VARCHAR")
            || columns.Select(static column => column.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count()
                < columns.Count)
        {
            return new ArrowPlan(session, query, isKept: false);
        }

        var isKept = output.Table is null;
        if (isKept)
        {
            session.Execute($"create or replace temp table {KeptRows[5..]} as {query}");
        }

        var source = $"from {output.Table ?? KeptRows}";
        var dictionaries = FindDictionaries(session, columns, source, output.DictionaryLimit);
        var selected = columns.Select(column => dictionaries.TryGetValue(column.Name, out var values)
            ? $"cast({SqlText.Identifier(column.Name)} as enum({string.Join(", ", values.Select(SqlText.Literal))})) "
                + $"as {SqlText.Identifier(column.Name)}"
            : SqlText.Identifier(column.Name));
        var order = isKept && !isOrderKept ? " order by rowid" : "";
        return new ArrowPlan(session, $"select {string.Join(", ", selected)} {source}{order}", isKept);
    }

    public void Dispose()
    {
        if (isKept)
        {
            session.Execute($"drop table {KeptRows}");
        }
    }

    private static List<(string Name, string Type)> Describe(EngineSession session, string query) =>
        session.Connection.Query<(string Name, string Type)>(
            $"select column_name, column_type from (describe {query})").AsList();

    private static Dictionary<string, List<string>> FindDictionaries(
        EngineSession session, IReadOnlyList<(string Name, string Type)> columns, string source, int limit)
    {
        var dictionaries = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var names = columns.Where(static column => column.Type == "VARCHAR").Select(static column => column.Name).ToList();
        foreach (var name in WithFewValues(session, names, source, limit))
        {
            var column = SqlText.Identifier(name);

            // Without a condition, which would make DuckDB group by every text instead of by those of its dictionary. One value
            // beyond the limit tells enough: the rows that were not looked at may hold any number.
            var values = session.Connection.Query<(string? Value, long Rows)>(
                    $"select {column}, count(*) {source} group by {column} order by {column} nulls last limit {limit + 1}")
                .Where(static value => value.Value is not null)
                .ToList();

            // DuckDB reads SQL only up to a NUL, so a value with one cannot be named in it.
            if (values.Count > 0
                && values.Count <= limit
                && values.Count * 2 <= values.Sum(static value => value.Rows)
                && !values.Exists(static value => value.Value!.Contains('\0')))
            {
                dictionaries.Add(name, [.. values.Select(static value => value.Value!)]);
            }
        }

        return dictionaries;
    }

    // Looks at rows from all over the table: what has too many values there has too many in all.
    private static IEnumerable<string> WithFewValues(
        EngineSession session, List<string> names, string source, int limit)
    {
        var rows = session.Connection.ExecuteScalar<long>($"select count(*) {source}");
        var percent = (Math.Min(1, LookedAtRows / rows) * 100).ToString("0.######", CultureInfo.InvariantCulture);
        var counts = names.Select(static name => $"approx_count_distinct({SqlText.Identifier(name)})");
        var found = (IDictionary<string, object>)session.Connection.QuerySingle(
            $"select {string.Join(", ", counts)} {source} tablesample system ({percent}%)");
        return names.Zip(found.Values, static (name, count) => (Name: name, Count: (long)count))
            .Where(column => column.Count <= limit * ApproximationSlack)
            .Select(static column => column.Name);
    }
}
