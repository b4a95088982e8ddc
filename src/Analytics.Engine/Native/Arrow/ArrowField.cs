using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Analytics.Engine.Native.Arrow;

/// <summary>A field of the schema, copied out of the C data interface.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Format">Format string of the C data interface, such as <c>l</c> or <c>d:38,12</c>; a dictionary's
/// index.</param>
/// <param name="IsNullable">False only where DuckDB says that no value is NULL.</param>
/// <param name="Children">Fields of a nested type.</param>
/// <param name="Dictionary">Field of the dictionary's values, or null.</param>
/// <param name="DictionaryId">Number of the dictionary in the file, from 0; meaningless without one.</param>
/// <param name="Metadata">Custom metadata.</param>
internal sealed record ArrowField(
    string Name,
    string Format,
    bool IsNullable,
    ImmutableArray<ArrowField> Children,
    ArrowField? Dictionary,
    int DictionaryId,
    ImmutableSortedDictionary<string, string> Metadata)
{
    /// <summary>The fields of a schema, dictionaries numbered in the order in which they stand.</summary>
    public static unsafe ImmutableArray<ArrowField> ReadAll(CSchema* schema)
    {
        var dictionaries = 0;
        return ReadChildren(schema, ref dictionaries);
    }

    /// <summary>Numbers after the colon of the format, such as precision and scale.</summary>
    public int[] Arguments() => Format[(Format.IndexOf(':', StringComparison.Ordinal) + 1)..]
        .Split(',')
        .Select(static number => int.Parse(number, CultureInfo.InvariantCulture))
        .ToArray();

    private static unsafe ImmutableArray<ArrowField> ReadChildren(CSchema* schema, ref int dictionaries)
    {
        var fields = ImmutableArray.CreateBuilder<ArrowField>((int)schema->ChildCount);
        for (var index = 0; index < schema->ChildCount; index++)
        {
            fields.Add(Read(schema->Children[index], ref dictionaries));
        }

        return fields.ToImmutable();
    }

    private static unsafe ArrowField Read(CSchema* schema, ref int dictionaries)
    {
        var children = ReadChildren(schema, ref dictionaries);
        var dictionary = schema->Dictionary is null ? null : Read(schema->Dictionary, ref dictionaries);
        return new ArrowField(
            Text(schema->Name),
            Text(schema->Format),
            (schema->Flags & CSchema.NullableFlag) != 0,
            children,
            dictionary,
            dictionary is null ? 0 : dictionaries++,
            ReadMetadata(schema->Metadata));
    }

    private static unsafe string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    // The C data interface packs metadata as a count, then length and bytes of every key and value.
    private static unsafe ImmutableSortedDictionary<string, string> ReadMetadata(byte* metadata)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (metadata is null)
        {
            return pairs.ToImmutable();
        }

        var position = metadata;
        var count = TakeNumber(ref position);
        for (var index = 0; index < count; index++)
        {
            var key = TakeText(ref position);
            pairs[key] = TakeText(ref position);
        }

        return pairs.ToImmutable();
    }

    private static unsafe int TakeNumber(ref byte* position)
    {
        var number = *(int*)position;
        position += sizeof(int);
        return number;
    }

    private static unsafe string TakeText(ref byte* position)
    {
        var length = TakeNumber(ref position);
        var text = Encoding.UTF8.GetString(position, length);
        position += length;
        return text;
    }
}
