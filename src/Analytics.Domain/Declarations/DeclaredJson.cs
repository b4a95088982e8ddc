using System.Text.Json;

namespace Analytics.Domain.Declarations;

/// <summary>Reads a JSON file into objects that know their lines. Comments and trailing commas are allowed.</summary>
public sealed class DeclaredJson
{
    private static readonly JsonReaderOptions Options =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 8 };

    private readonly string path;
    private readonly byte[] text;
    private readonly List<string> faults;

    private DeclaredJson(string path, byte[] text, List<string> faults) =>
        (this.path, this.text, this.faults) = (path, text, faults);

    /// <summary>The object of a file; null when it is no JSON object, which is then a fault.</summary>
    /// <param name="path">Path of the file, as faults show it.</param>
    /// <param name="text">Its content, UTF-8.</param>
    /// <param name="faults">Takes what is wrong, each with file and line.</param>
    public static DeclaredObject? Read(string path, byte[] text, List<string> faults)
    {
        var json = new DeclaredJson(path, text, faults);
        var reader = new Utf8JsonReader(text, Options);
        try
        {
            reader.Read();
            if (json.Value(ref reader) is { Value: DeclaredObject declared } && !reader.Read())
            {
                return declared;
            }

            faults.Add($"{path}:1: found no JSON object, expected one. Begin the file with a brace.");
        }
        catch (JsonException fault)
        {
            faults.Add($"{path}:{fault.LineNumber + 1}: found no valid JSON, expected one object. {fault.Message}");
        }

        return null;
    }

    private DeclaredValue Value(ref Utf8JsonReader reader)
    {
        var line = LineAt(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => new DeclaredValue(line, Object(ref reader, line)),
            JsonTokenType.StartArray => new DeclaredValue(line, List(ref reader)),
            JsonTokenType.String => new DeclaredValue(line, reader.GetString()),
            JsonTokenType.Number => new DeclaredValue(line, reader.TryGetDecimal(out var number) ? number : "a number too large"),
            JsonTokenType.True or JsonTokenType.False => new DeclaredValue(line, reader.GetBoolean()),
            _ => new DeclaredValue(line, null),
        };
    }

    private DeclaredObject Object(ref Utf8JsonReader reader, int line)
    {
        var fields = new Dictionary<string, DeclaredValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            var nameLine = LineAt(reader.TokenStartIndex);
            reader.Read();
            if (!fields.TryAdd(name, Value(ref reader)))
            {
                faults.Add($"{path}:{nameLine}: found '{name}' twice, expected it once. Remove one of the lines.");
            }
        }

        return new DeclaredObject(path, line, fields, faults);
    }

    private List<DeclaredValue> List(ref Utf8JsonReader reader)
    {
        var items = new List<DeclaredValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader));
        }

        return items;
    }

    private int LineAt(long index) => text.AsSpan(0, (int)index).Count((byte)'\n') + 1;
}
