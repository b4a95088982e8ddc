using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Lake.Ledger;

/// <summary>
/// Many rows as one parameter. A batch can settle thousands of files, and a statement per row would cost more than the
/// batch itself.
/// </summary>
internal static class LedgerRows
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Rows as a JSON array.</summary>
    public static string ToJson<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, Format);

    /// <summary>
    /// A relation over the parameter <c>$rows</c> with the given columns, each written <c>name TYPE</c>.
    /// </summary>
    public static string Relation(params ReadOnlySpan<string> columns)
    {
        var structure = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var blank = column.IndexOf(' ', StringComparison.Ordinal);
            structure.Add(column[..blank], column[(blank + 1)..]);
        }

        var json = JsonSerializer.Serialize(new[] { structure });
        return $"(select unnest(from_json($rows, '{json}'), recursive := true))";
    }
}
