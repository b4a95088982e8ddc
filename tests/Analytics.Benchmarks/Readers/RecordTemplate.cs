using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Analytics.Benchmarks.Readers;

/// <summary>A record cut at the ids in it, so that each copy is a record of its own. Equal ids stay equal.</summary>
internal sealed partial class RecordTemplate
{
    // Stands in no record; the number of the copy takes its place.
    private const char Mark = '\u0001';
    private const int Digits = 8;
    private const int LongIdLetters = Digits + 4;

    private readonly string[] pieces;

    private RecordTemplate(string marked) => pieces = marked.Split(Mark);

    /// <summary>Cuts a JSON record at the texts under names of ids.</summary>
    public static RecordTemplate OfJson(string record)
    {
        using var document = JsonDocument.Parse(record);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        AddIds(document.RootElement, ids);

        // What is a name of a field too stays: a file with thousands of names is of no kind.
        var marked = ids.Aggregate(record, static (text, id) =>
            Regex.Replace(text, $"\"{Regex.Escape(id)}\"(?!\\s*:)", _ => $"\"{Marked(id)}\""));
        return new RecordTemplate(marked);
    }

    /// <summary>Cuts a CSV record at its ids, or at the first name in it where it has none.</summary>
    public static RecordTemplate OfCsv(string record, IReadOnlyList<string> columns)
    {
        var cells = Cell().Matches(record).Select(static cell => Content(cell.Value)).ToList();
        var filled = Enumerable.Range(0, Math.Min(cells.Count, columns.Count)).Where(place => cells[place].Length > 0);
        var ids = filled.Where(place => IdName().IsMatch(columns[place])).ToList();
        var marked = ids.Count > 0 ? ids : filled.Where(place => IsName(cells[place])).Take(1).ToList();
        return new RecordTemplate(string.Join(",", cells.Select((cell, place) =>
            cell.Length == 0 ? "" : $"\"{(marked.Contains(place) ? Marked(cell) : cell)}\"")));
    }

    /// <summary>Takes a record as it is: all copies are alike.</summary>
    public static RecordTemplate OfText(string record) => new(record);

    /// <summary>The copy of that number, 0 to 99,999,999.</summary>
    public string Copy(int number) => string.Join(number.ToString("D8", CultureInfo.InvariantCulture), pieces);

    // The digits are good in ids of hex digits too, and leave them as long as they were.
    private static string Marked(string id) => id.Length >= LongIdLetters ? $"{id[..^Digits]}{Mark}" : $"{id}-{Mark}";

    // What stands between the quotes, its own still doubled.
    private static string Content(string cell) => cell.StartsWith('"') ? cell[1..^1] : cell;

    // No number, no dollars, no time and no currency.
    private static bool IsName(string cell) => cell.Length > 3
        && !cell.Contains('$', StringComparison.Ordinal)
        && !decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && !DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, out _);

    private static void AddIds(JsonElement value, HashSet<string> ids)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
            {
                AddIds(item, ids);
            }
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                AddIds(property.Value, ids);
                if (property.Value.ValueKind == JsonValueKind.String && IdName().IsMatch(property.Name)
                    && property.Value.GetString() is { Length: > 0 } id)
                {
                    ids.Add(id);
                }
            }
        }
    }

    // The id of a model, a product or a region says which one it is, and is no name of a record.
    [GeneratedRegex("^(?!.*(model|currency|[Ss]ku|[Rr]egion))((.*_)?(id|uuid|key_hash)|.*[a-z](Id|ID))$", RegexOptions.CultureInvariant)]
    private static partial Regex IdName();

    [GeneratedRegex("(?<=^|,)(\"([^\"]|\"\")*\"|[^,]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Cell();
}
