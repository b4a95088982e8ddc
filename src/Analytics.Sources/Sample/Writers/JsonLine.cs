using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Analytics.Sources.Sample.Writers;

/// <summary>JSON as the tools write it: one object without blanks, nothing escaped that need not be.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = Compact with
    {
        Indented = true, IndentSize = 1, NewLine = "\n",
    };

    /// <summary>One object on one line; the action writes its members.</summary>
    public static string Of(Action<Utf8JsonWriter> members) => Write(Compact, members);

    /// <summary>One object over several lines, for documents people read.</summary>
    public static string Document(Action<Utf8JsonWriter> members) => Write(Indented, members);

    /// <summary>Milliseconds after the second, as agents and JavaScript write time.</summary>
    public static string Milliseconds(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A property with an object value.</summary>
    public static void WriteObject(this Utf8JsonWriter json, string name, Action<Utf8JsonWriter> members)
    {
        json.WriteStartObject(name);
        members(json);
        json.WriteEndObject();
    }

    /// <summary>A property with an exact decimal number.</summary>
    public static void WriteDecimal(this Utf8JsonWriter json, string name, string number)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(number);
    }

    private static string Write(JsonWriterOptions options, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
