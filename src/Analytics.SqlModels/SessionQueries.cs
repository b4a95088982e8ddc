using System.Collections.Immutable;
using System.Globalization;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>Queries whose columns are known only when they run.</summary>
internal static class SessionQueries
{
    private const string TotalColumn = "total_of_all_rows";

    /// <summary>Name and type of each column of a table or query.</summary>
    public static ImmutableArray<(string Name, string Type)> Describe(this EngineSession session, string source)
    {
        var columns = ImmutableArray.CreateBuilder<(string, string)>();
        using var command = session.Connection.CreateCommand();
        command.CommandText = $"select column_name, column_type from (describe {source})";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        return columns.ToImmutable();
    }

    /// <summary>The first rows of a query as text, with the number of all its rows.</summary>
    /// <param name="session">Open session.</param>
    /// <param name="query">A query; its order is kept.</param>
    /// <param name="maxRows">Rows to return at most, 1 or more.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    public static async Task<TextTable> ReadTextAsync(
        this EngineSession session, string query, int maxRows, CancellationToken cancellation)
    {
        // One query for both: a check may be dear, and its rows are few.
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"select count(*) over () as {TotalColumn}, columns(*)::varchar from (\n{query}\n) limit {maxRows}");
        var found = await session.QueryAsync<object>(sql, null, cancellation);
        var rows = found.Cast<IDictionary<string, object?>>().ToList();
        if (rows.Count == 0)
        {
            return new TextTable([], [], 0);
        }

        var columns = rows[0].Keys.Where(static name => name != TotalColumn).ToList();
        return new TextTable(
            columns,
            [.. rows.Select(IReadOnlyList<string?> (row) => [.. columns.Select(name => row[name] as string)])],
            Convert.ToInt64(rows[0][TotalColumn], CultureInfo.InvariantCulture));
    }
}
