using System.Text.Json;

namespace Analytics.Sources.Pulls;

/// <summary>A page as it came, and where the next one is.</summary>
/// <param name="Bytes">The answer, unchanged.</param>
/// <param name="Next">Cursor of the next page; null = this is the last one.</param>
internal sealed record PullPage(byte[] Bytes, string? Next)
{
    /// <summary>Reads only what leads to the next page; the reader of the kind judges the rest.</summary>
    /// <exception cref="InvalidDataException">It is cut off, or no page of the report.</exception>
    public static PullPage Read(byte[] bytes, PullReport report)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            {
                throw new InvalidDataException("found an answer without a list 'data', expected one");
            }

            return new PullPage(bytes, report.IsPaged ? NextOf(root) : null);
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException(
                $"found an answer that is no whole JSON at byte {fault.BytePositionInLine}, expected a page", fault);
        }
    }

    private static string? NextOf(JsonElement root)
    {
        if (!root.TryGetProperty("has_more", out var more) || more.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw new InvalidDataException("found an answer without 'has_more', expected true or false");
        }

        if (!more.GetBoolean())
        {
            return null;
        }

        return root.TryGetProperty("next_page", out var next) && next is { ValueKind: JsonValueKind.String }
            && next.GetString() is { Length: > 0 } cursor
            ? cursor
            : throw new InvalidDataException("found 'has_more' without a 'next_page', expected the cursor of the next page");
    }
}
