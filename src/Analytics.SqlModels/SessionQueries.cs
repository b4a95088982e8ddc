using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Analytics.Engine;

namespace Analytics.SqlModels;

/// <summary>Queries whose columns are known only when they run.</summary>
internal static class SessionQueries
{
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
    public static TextTable ReadText(this EngineSession session, string query, int maxRows)
    {
        using var command = session.Connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"select count(*) over (), columns(*)::varchar from (\n{query}\n) limit {maxRows}");
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(1, reader.FieldCount - 1).Select(reader.GetName).ToList();
        var rows = new List<IReadOnlyList<string?>>();
        var total = 0L;
        while (reader.Read())
        {
            total = reader.GetInt64(0);
            rows.Add([.. Enumerable.Range(1, columns.Count).Select(column => TextOf(reader, column))]);
        }

        return new TextTable(columns, rows, total);
    }

    private static string? TextOf(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
