using System.Text.Json;
using System.Text.Json.Serialization;

namespace Analytics.Worker.Http;

/// <summary>How the API writes objects: snake case, as in the tables.</summary>
internal static class ApiJson
{
    /// <summary>The options.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };
}
