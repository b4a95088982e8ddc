using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Lake.Ledger;

/// <summary>Rows as the ledger's statements take them: a JSON array in one parameter.</summary>
internal static class LedgerRows
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Rows as a JSON array.</summary>
    public static string ToJson<T>(IEnumerable<T> rows) => JsonSerializer.Serialize(rows, Format);
}
