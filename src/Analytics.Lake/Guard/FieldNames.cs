using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Lake.Readers;

namespace Analytics.Lake.Guard;

/// <summary>
/// Which fields the records of a file have, so that a format that gains some is noticed before it loses others. The
/// first records tell it; a look at all of them would cost more than reading them.
/// </summary>
internal static partial class FieldNames
{
    private const int Records = 64;
    private const int NamedFields = 50;

    /// <summary>Names of the top-level fields of the first JSON records in a file's first piece.</summary>
    public static IReadOnlyList<string> Of(Reader reader, ReadOnlySpan<byte> piece)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (reader.Format == RecordFormat.Json)
        {
            AddFields(names, piece);
        }

        for (var record = 0; reader.Format == RecordFormat.Ndjson && record < Records && !piece.IsEmpty; record++)
        {
            var end = piece.IndexOf((byte)'\n');
            if (end < 0)
            {
                AddFields(names, piece);
                break;
            }

            AddFields(names, piece[..end]);
            piece = piece[(end + 1)..];
        }

        return [.. names];
    }

    /// <summary>Those that the reader does not declare, as one text; null when there is none.</summary>
    public static string? Unknown(Reader reader, IReadOnlyList<string> fields)
    {
        var isWhole = reader.Columns is [{ Name: "json" }];
        if (isWhole && reader.Requires.IsEmpty)
        {
            // What its documents are keyed by are no names of fields but models, providers and the like.
            return null;
        }

        // A reader that takes a whole record apart knows the fields that its SQL names.
        var declared = (isWhole ? Word().Matches(reader.File.Text).Select(static word => word.Value)
            : reader.Columns.Select(static column => column.Name)).ToHashSet(
            reader.Format is RecordFormat.Csv or RecordFormat.Parquet ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        var unknown = fields.Select(static name => name.Trim())
            .Where(name => name.Length > 0 && !declared.Contains(name))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Take(NamedFields)
            .ToList();
        return unknown.Count == 0 ? null : string.Join(", ", unknown);
    }

    [GeneratedRegex("[A-Za-z0-9_]+")]
    private static partial Regex Word();

    private static void AddFields(SortedSet<string> names, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        try
        {
            // A list of records is looked at through its first one.
            while (reader.Read() && reader.CurrentDepth <= 2)
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    names.Add(reader.GetString()!);
                    if (!reader.TrySkip())
                    {
                        return;
                    }
                }
                else if (reader.TokenType is JsonTokenType.EndObject)
                {
                    return;
                }
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // What is no JSON, or no text, is told by the scan of the whole file.
        }
    }
}
