using System.Globalization;
using System.Text.Json;

namespace Analytics.Lake.Readers;

/// <summary>
/// The objects and lists that a declared DuckDB type expects, which is where DuckDB refuses a JSON value.
/// </summary>
internal sealed class RecordShape
{
    private static readonly RecordShape Any = new();
    private static readonly RecordShape Whole = new(scalar: Scalar.Whole);
    private static readonly RecordShape Real = new(scalar: Scalar.Real);
    private static readonly RecordShape Truth = new(scalar: Scalar.Truth);

    private readonly Dictionary<string, RecordShape>? fields;
    private readonly RecordShape? item;
    private readonly bool isMap;
    private readonly Scalar? scalar;

    private RecordShape(
        Dictionary<string, RecordShape>? fields = null, RecordShape? item = null, bool isMap = false, Scalar? scalar = null)
    {
        this.fields = fields;
        this.item = item;
        this.isMap = isMap;
        this.scalar = scalar;
    }

    // Numbers and truth values that DuckDB casts, and refuses the file over where it cannot.
    private enum Scalar
    {
        Whole,
        Real,
        Truth,
    }

    /// <summary>The shape of a whole record.</summary>
    public static RecordShape Of(Reader reader) => new(reader.Columns.ToDictionary(
        static column => column.Name, static column => OfType(column.Type), StringComparer.Ordinal));

    /// <summary>Reason code and found/expected where a value does not have this shape; null where it has.</summary>
    public (string Reason, string Detail)? Fault(JsonElement value, string name)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (item is not null)
        {
            return value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Select(one => item.Fault(one, name)).FirstOrDefault(
                    static fault => fault is not null)
                : WrongKind(value, name, "an array");
        }

        if (scalar is not null)
        {
            return IsScalar(value) ? null : WrongKind(value, name, $"a {scalar} value");
        }

        if (fields is null && !isMap)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object ? FaultOfFields(value) : WrongKind(value, name, "an object");
    }

    private bool IsScalar(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object) && scalar switch
        {
            Scalar.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            Scalar.Real => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            _ => bool.TryParse(text, out _),
        };
    }

    private static (string Reason, string Detail)? WrongKind(JsonElement value, string name, string expected) =>
        ("wrong_type", $"{name} is {value.ValueKind}, expected {expected}");

    private (string Reason, string Detail)? FaultOfFields(JsonElement value)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                return ("duplicate_key", $"{property.Name} stands twice, expected each name once");
            }

            if (fields is not null
                && fields.TryGetValue(property.Name, out var field)
                && field.Fault(property.Value, property.Name) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static RecordShape OfType(string type)
    {
        type = type.Trim();
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            return new RecordShape(item: OfType(type[..^2]));
        }

        var open = type.IndexOf('(', StringComparison.Ordinal);
        return (open < 0 ? type : type[..open].Trim()).ToUpperInvariant() switch
        {
            "STRUCT" => new RecordShape(Members(type[(open + 1)..^1]).ToDictionary(
                static member => member.Name, static member => OfType(member.Type), StringComparer.Ordinal)),
            "MAP" => new RecordShape(isMap: true),
            "BIGINT" or "INTEGER" => Whole,
            "DOUBLE" or "DECIMAL" => Real,
            "BOOLEAN" => Truth,
            _ => Any,
        };
    }

    // "a VARCHAR, b STRUCT(c JSON, d JSON)[]": commas within brackets or quotes separate nothing.
    private static IEnumerable<(string Name, string Type)> Members(string list)
    {
        var (depth, isQuoted, start) = (0, false, 0);
        for (var index = 0; index <= list.Length; index++)
        {
            var letter = index < list.Length ? list[index] : ',';
            isQuoted ^= letter == '"';
            depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
            if (letter == ',' && depth == 0 && !isQuoted)
            {
                yield return Member(list[start..index].Trim());
                start = index + 1;
            }
        }
    }

    private static (string Name, string Type) Member(string member)
    {
        var end = member.StartsWith('"') ? member.IndexOf('"', 1) + 1 : member.IndexOf(' ', StringComparison.Ordinal);
        return (member[..end].Trim('"'), member[end..]);
    }
}
