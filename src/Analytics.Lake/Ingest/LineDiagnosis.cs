using System.Text.Json;

namespace Analytics.Lake.Ingest;

/// <summary>Says why a line cannot be a record.</summary>
internal static class LineDiagnosis
{
    /// <summary>Reason code and found/expected for a line that DuckDB refused.</summary>
    public static (string Reason, string Detail) Explain(ReadOnlyMemory<byte> line, int depth)
    {
        if (SyntaxFault(line, depth) is { } fault)
        {
            return ("invalid_json", $"{fault}, expected one JSON object");
        }

        try
        {
            using var document = JsonDocument.Parse(
                line, new JsonDocumentOptions { MaxDepth = depth, AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? ("wrong_type", "a value is of another type than the reader declares, or no valid text; expected its '-- record:'")
                : ("invalid_json", $"{document.RootElement.ValueKind}, expected one JSON object");
        }
        catch (JsonException duplicate)
        {
            // The syntax is right, so it is a repeated name that the strict parser refuses.
            return ("duplicate_key", $"{FirstSentence(duplicate.Message)}, expected each name once");
        }
    }

    private static string? SyntaxFault(ReadOnlyMemory<byte> line, int depth)
    {
        try
        {
            var json = new Utf8JsonReader(line.Span, new JsonReaderOptions { MaxDepth = depth });
            while (json.Read())
            {
            }

            return null;
        }
        catch (JsonException fault)
        {
            // What is wrong is the answer.
            return $"{FirstSentence(fault.Message)} (byte {fault.BytePositionInLine} of the line)";
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
