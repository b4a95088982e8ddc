using System.Collections.Immutable;
using Analytics.Engine;

namespace Analytics.Lake.Readers;

/// <summary>
/// A field that a JSON file of a kind has in some record at least, under one of its names; a file without is of another
/// kind. A name is a path such as <c>message.usage</c>; <c>data[].id</c> is a field of the items of a list, which may be
/// empty.
/// </summary>
/// <param name="Names">Its names, 1 or more.</param>
public sealed record RequiredField(ImmutableArray<string> Names)
{
    private const string Or = " or ";
    private const string Items = "[]";

    /// <summary>Reads the header line <c>-- requires: id or meta.id, model</c>.</summary>
    public static ImmutableArray<RequiredField> ParseAll(string text) =>
    [
        .. text.Replace('\n', ' ').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static field => new RequiredField([.. field.Split(Or, StringSplitOptions.TrimEntries)])),
    ];

    /// <summary>Names of the columns in which it is looked for.</summary>
    public IEnumerable<string> Columns => Names.Select(static name => name.Split('.')[0].Replace(Items, "", StringComparison.Ordinal));

    /// <summary>SQL that is true for a record of <c>source_records</c> that has it.</summary>
    /// <param name="isWhole">Whether the record is the one column <c>json</c>.</param>
    public string Sql(bool isWhole) => $"({string.Join(Or, Names.Select(name => isWhole ? InJson(name) : InColumns(name)))})";

    /// <inheritdoc/>
    public override string ToString() => string.Join(Or, Names);

    private static string InJson(string name)
    {
        var list = name.IndexOf(Items, StringComparison.Ordinal);
        var path = SqlText.Literal($"$.{name.Replace(Items, "[*]", StringComparison.Ordinal)}");
        return list < 0
            ? $"json ->> {path} is not null"
            : $"json_array_length(json, {SqlText.Literal($"$.{name[..list]}")}) = 0{Or}len(json_extract(json, {path})) > 0";
    }

    private static string InColumns(string name)
    {
        var lists = name.Split($"{Items}.");
        var values = Values("", lists);
        return lists.Length == 1 ? $"{values} is not null" : $"len({values}) = 0{Or}list_count({values}) > 0";
    }

    // The values behind a path as one list, or the value itself where no list is on the way.
    private static string Values(string item, ReadOnlySpan<string> lists)
    {
        var place = item + string.Join(".", lists[0].Split('.').Select(SqlText.Identifier));
        if (lists.Length == 1)
        {
            return place;
        }

        var inner = $"item_{lists.Length}";
        var mapped = $"list_transform({place}, {inner} -> {Values($"{inner}.", lists[1..])})";
        return lists.Length == 2 ? mapped : $"flatten({mapped})";
    }
}
