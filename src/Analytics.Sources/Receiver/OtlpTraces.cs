using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace Analytics.Sources.Receiver;

/// <summary>
/// An OTLP export as one line of OTLP/JSON, the form in which OpenTelemetry's file exporter writes and the reader
/// <c>otel-genai</c> reads.
/// </summary>
public static class OtlpTraces
{
    private const int DepthMax = 64;
    private const string Expected = "expected an ExportTraceServiceRequest of OTLP 1";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = DepthMax, AllowDuplicateProperties = false };

    /// <summary>From JSON: the same object in one line.</summary>
    /// <exception cref="InvalidDataException">It is no export; the message says what was found and expected.</exception>
    public static byte[] OfJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, JsonOptions);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("resourceSpans", out var spans)
                || spans.ValueKind != JsonValueKind.Array)
            {
                throw new InvalidDataException($"found no object with an array resourceSpans, {Expected} in JSON");
            }

            return Line(writer => document.RootElement.WriteTo(writer));
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"found no readable JSON, {Expected}", fault);
        }
    }

    /// <summary>From protobuf.</summary>
    /// <exception cref="InvalidDataException">It is no export; the message says what was found and expected.</exception>
    public static byte[] OfProtobuf(ReadOnlySpan<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, body.Length * 2));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            WriteMessage(writer, body, OtlpSchema.ExportTraceServiceRequest, 0);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Line(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    // Members of an array may stand apart in protobuf, so each repeated field has a pass of its own.
    private static void WriteMessage(Utf8JsonWriter writer, ReadOnlySpan<byte> message, OtlpField[] fields, int depth)
    {
        if (depth > DepthMax)
        {
            throw new InvalidDataException($"found values nested deeper than {DepthMax}, expected fewer");
        }

        writer.WriteStartObject();
        WriteSingle(writer, message, fields, depth);
        foreach (var field in fields)
        {
            if (field.IsRepeated)
            {
                WriteRepeated(writer, message, field, depth);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteSingle(Utf8JsonWriter writer, ReadOnlySpan<byte> message, OtlpField[] fields, int depth)
    {
        var seen = 0L;
        for (var reader = new WireReader(message); reader.Next();)
        {
            var field = Find(fields, reader.Field);
            if (field is null || field.IsRepeated)
            {
                continue;
            }

            if ((seen & (1L << field.Number)) != 0)
            {
                throw new InvalidDataException($"found {field.Name} twice in one message, {Expected}");
            }

            seen |= 1L << field.Number;
            writer.WritePropertyName(field.Name);
            WriteValue(writer, field, reader, depth);
        }
    }

    private static void WriteRepeated(Utf8JsonWriter writer, ReadOnlySpan<byte> message, OtlpField field, int depth)
    {
        var isBegun = false;
        for (var reader = new WireReader(message); reader.Next();)
        {
            if (reader.Field != field.Number)
            {
                continue;
            }

            if (!isBegun)
            {
                writer.WriteStartArray(field.Name);
                isBegun = true;
            }

            WriteValue(writer, field, reader, depth);
        }

        if (isBegun)
        {
            writer.WriteEndArray();
        }
    }

    private static OtlpField? Find(OtlpField[] fields, int number)
    {
        foreach (var field in fields)
        {
            if (field.Number == number)
            {
                return field;
            }
        }

        return null;
    }

    private static void WriteValue(Utf8JsonWriter writer, OtlpField field, WireReader value, int depth)
    {
        value.Require(field);
        switch (field.Kind)
        {
            case OtlpKind.Text:
                WriteText(writer, value.Bytes);
                break;
            case OtlpKind.Hex:
                writer.WriteStringValue(Convert.ToHexStringLower(value.Bytes));
                break;
            case OtlpKind.Base64:
                writer.WriteBase64StringValue(value.Bytes);
                break;
            case OtlpKind.Fixed64:
                writer.WriteStringValue(BinaryPrimitives.ReadUInt64LittleEndian(value.Bytes).ToString(null, null));
                break;
            case OtlpKind.Fixed32:
                writer.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(value.Bytes));
                break;
            case OtlpKind.Int64:
                writer.WriteStringValue(unchecked((long)value.Number).ToString(null, null));
                break;
            case OtlpKind.Number:
                writer.WriteNumberValue(unchecked((uint)value.Number));
                break;
            case OtlpKind.Double:
                WriteDouble(writer, BinaryPrimitives.ReadDoubleLittleEndian(value.Bytes));
                break;
            case OtlpKind.Flag:
                writer.WriteBooleanValue(value.Number != 0);
                break;
            default:
                WriteMessage(writer, value.Bytes, field.Message!(), depth + 1);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, ReadOnlySpan<byte> text)
    {
        try
        {
            writer.WriteStringValue(Strict.GetString(text));
        }
        catch (DecoderFallbackException fault)
        {
            throw new InvalidDataException("found a text that is not UTF-8, expected UTF-8", fault);
        }
    }

    // JSON has no NaN and no infinity; protobuf's JSON writes them as texts.
    private static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
