using System.Text.Json;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Says why a line cannot be a record.</summary>
internal static class LineDiagnosis
{
    /// <summary>Reason code and found/expected for a line that DuckDB finds malformed.</summary>
    public static (string Reason, string Detail) Malformed(ReadOnlyMemory<byte> line, int depth)
    {
        try
        {
            var json = new Utf8JsonReader(line.Span, new JsonReaderOptions { MaxDepth = depth });
            while (json.Read())
            {
            }

            // .NET looks at escapes only when a text is taken out, DuckDB when it reads them.
            return ("invalid_json", "an escape that stands for no character, expected one JSON object");
        }
        catch (JsonException fault)
        {
            // What is wrong is the answer.
            var end = fault.Message.IndexOf(". ", StringComparison.Ordinal);
            var message = (end < 0 ? fault.Message : fault.Message[..end]).TrimEnd('.');
            return ("invalid_json",
                $"{message} (byte {fault.BytePositionInLine} of the line), expected one JSON object");
        }
    }

    /// <summary>
    /// Reason code and found/expected for a well-formed line that does not have the declared shape, or null.
    /// </summary>
    public static (string Reason, string Detail)? WrongShape(ReadOnlyMemory<byte> line, int depth, RecordShape shape)
    {
        try
        {
            using var document = JsonDocument.Parse(
                line, new JsonDocumentOptions { MaxDepth = depth, AllowTrailingCommas = true });
            var kind = document.RootElement.ValueKind;
            return kind is JsonValueKind.Object or JsonValueKind.Null
                ? shape.Fault(document.RootElement, "the record")
                : ("invalid_json", $"{kind}, expected one JSON object");
        }
        catch (JsonException)
        {
            // DuckDB takes a few things that .NET does not, such as NaN; it has found the line well-formed.
            return null;
        }
    }
}
