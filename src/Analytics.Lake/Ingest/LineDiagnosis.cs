using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Ingest;

/// <summary>Says why a line cannot be a record.</summary>
internal static partial class LineDiagnosis
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
        if (line.Span.IndexOfAnyExcept(" \t\r"u8) < 0)
        {
            // A blank line is no record, and nothing is wrong with it.
            return null;
        }

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
            // DuckDB takes numbers that JSON does not have, and has found the line well-formed: any fraction stands for them.
            var text = Encoding.UTF8.GetString(line.Span);
            var without = NoNumber().Replace(text, "0.5");
            return without == text
                ? ("invalid_json", "a text that only some readers take for JSON, expected one JSON object")
                : WrongShape(Encoding.UTF8.GetBytes(without), depth, shape);
        }
    }

    [GeneratedRegex(@"(?<=[:\[,]\s*)[-+]?(?:nan|inf(?:inity)?)(?=\s*[,\]}])", RegexOptions.IgnoreCase)]
    private static partial Regex NoNumber();
}
