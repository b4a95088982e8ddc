using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;

namespace Analytics.Engine;

/// <summary>
/// Decides which VARCHAR columns of a query become dictionaries and casts those to ENUM, which Arrow knows as a
/// dictionary. A column qualifies when its distinct values are at most the limit and at most half of its rows. The
/// rule needs to look at the rows twice: a query over a bare table is run twice, any other is kept in a temporary
/// table first.
/// </summary>
internal sealed partial class ArrowPlan : IDisposable
{
    private const string KeptRows = "temp.main.arrow_output_rows";
    private const int SampleRows = 65536;

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

        var isKept = !IsBareTable(session, query);
        if (isKept)
        {
            session.Execute($"create or replace temp table {KeptRows[5..]} as {query}");
        }

        var source = isKept ? $"from {KeptRows}" : $"from ({query})";
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

    private static bool IsBareTable(EngineSession session, string query) =>
        BareTable().Match(query) is { Success: true } match
        && session.Connection.ExecuteScalar<bool>(
            "select count(*) > 0 from duckdb_tables() where table_name = $name "
            + "and $name not in (select view_name from duckdb_views())",
            new { name = match.Groups["name"].Value });

    private static Dictionary<string, List<string>> FindDictionaries(
        EngineSession session, IReadOnlyList<(string Name, string Type)> columns, string source, int limit)
    {
        var names = columns
            .Where(static column => column.Type == "VARCHAR")
            .Select(static column => column.Name)
            .ToList();
        names = NamesBelow(session, names, $"from (select {Identifiers(names)} {source} limit {SampleRows})", limit);
        names = NamesBelow(session, names, source, limit);
        var dictionaries = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var column = SqlText.Identifier(name);
            var values = session.Connection.Query<string>(
                $"select distinct {column} {source} where {column} is not null order by {column}").AsList();

            // DuckDB reads SQL only up to a NUL, so a value with one cannot be named in it.
            if (values.Count > 0 && values.Count <= limit && !values.Exists(static value => value.Contains('\0')))
            {
                dictionaries.Add(name, values);
            }
        }

        return dictionaries;
    }

    private static List<string> NamesBelow(EngineSession session, List<string> names, string source, int limit)
    {
        if (names.Count == 0)
        {
            return names;
        }

        var counts = string.Join(", ", names.Select(static name =>
            $"approx_count_distinct({SqlText.Identifier(name)}), count({SqlText.Identifier(name)})"));
        var row = ((IDictionary<string, object>)session.Connection.QuerySingle($"select {counts} {source}"))
            .Values.Select(static value => Convert.ToInt64(value, CultureInfo.InvariantCulture)).ToArray();
        return names
            .Where((_, index) => row[index * 2] <= limit * ApproximationSlack
                && row[index * 2] * 2 <= row[(index * 2) + 1] * ApproximationSlack)
            .ToList();
    }

    private static string Identifiers(IEnumerable<string> names) => string.Join(", ", names.Select(SqlText.Identifier));

    [GeneratedRegex(
        """^(select\s+\*\s+)?from\s+(\w+\.)*("(?<name>\w+)"|(?<name>\w+))$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareTable();
}
