using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Analytics.Outputs.Rows;

/// <summary>Values of a result as text that loses nothing: full digits, UTC times, nested values as JSON.</summary>
public static class ValueText
{
    private static readonly JsonWriterOptions Nested = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether a value is a number, truth value or time: never text of a user.</summary>
    public static bool IsScalar(object value) =>
        value is bool or DateOnly or TimeOnly or DateTime or DateTimeOffset or TimeSpan or Guid || IsNumber(value);

    /// <summary>Whether a value is a number.</summary>
    public static bool IsNumber(object value) => IsNumber(value.GetType());

    /// <summary>Whether values of a type are numbers.</summary>
    public static bool IsNumber(Type type) =>
        type == typeof(BigInteger) || type == typeof(Int128) || type == typeof(UInt128)
        || Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;

    /// <summary>The text; NULL is empty.</summary>
    public static string Of(object? value) => value switch
    {
        null or DBNull => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IDictionary or IEnumerable => NestedJson(value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Writes a value as JSON: numbers with all their digits, times as text, nested values as they nest.</summary>
    public static void WriteJson(Utf8JsonWriter writer, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                writer.WriteNullValue();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case double number when !double.IsFinite(number):
            case float single when !float.IsFinite(single):
                // JSON has no NaN and no infinity; null would read as "unknown".
                writer.WriteStringValue(Of(value));
                break;
            case var number when IsNumber(number):
                writer.WriteRawValue(Of(number));
                break;
            case string or byte[]:
                writer.WriteStringValue(Of(value));
                break;
            case IDictionary map:
                WriteMap(writer, map);
                break;
            case IEnumerable list:
                WriteList(writer, list);
                break;
            default:
                writer.WriteStringValue(Of(value));
                break;
        }
    }

    private static void WriteMap(Utf8JsonWriter writer, IDictionary map)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            writer.WritePropertyName(Of(entry.Key));
            WriteJson(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, IEnumerable list)
    {
        writer.WriteStartArray();
        foreach (var item in list)
        {
            WriteJson(writer, item);
        }

        writer.WriteEndArray();
    }

    private static string NestedJson(object value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Nested))
        {
            WriteJson(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
