using System.Text.Json;

namespace Analytics.Sources.Receiver;

/// <summary>Lines of JSON objects as services send them; only whole, readable lines get into landing.</summary>
public static class NdjsonBody
{
    private const int DepthMax = 64;

    /// <summary>The same lines, without blank ones and with a final line break.</summary>
    /// <exception cref="InvalidDataException">A line is no JSON object; the message says which.</exception>
    public static byte[] Check(ReadOnlyMemory<byte> body)
    {
        using var lines = new MemoryStream(body.Length + 1);
        var number = 0;
        for (var rest = body; !rest.IsEmpty;)
        {
            number++;
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            Check(line.Span, number);
            lines.Write(line.Span);
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static void Check(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            var reader = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = DepthMax });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                throw new InvalidDataException($"found no JSON object in line {number}, expected one in every line");
            }

            while (reader.Read())
            {
                // Reading to the end is the check.
            }
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"found no readable JSON in line {number}, expected one object in every line", fault);
        }
    }
}
