using System.Numerics;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native.Arrow;

/// <summary>Gathers the values of one field over several chunks, by whole buffers, until a batch is full.</summary>
internal sealed unsafe class ArrowColumn : IDisposable
{
    private readonly Layout layout;
    private readonly int width;
    private readonly ArrowColumn[] children;
    private readonly AlignedBuffer validity = new();
    private readonly AlignedBuffer offsets = new();
    private readonly AlignedBuffer data = new();
    private long length;
    private bool hasNulls;

    public ArrowColumn(ArrowField field)
    {
        Field = field;
        (layout, width) = LayoutOf(field);
        children = field.Children.Select(static child => new ArrowColumn(child)).ToArray();
    }

    // How values stand in memory; Fixed and FixedList go with a width.
    private enum Layout
    {
        None,
        Bits,
        Fixed,
        Text,
        List,
        FixedList,
        Struct,
    }

    /// <summary>Bytes gathered.</summary>
    public long Bytes => validity.Length + offsets.Length + data.Length + children.Sum(static child => child.Bytes);

    /// <summary>The dictionary's values, or null where the field has none or no row has come.</summary>
    public ArrowColumn? Dictionary { get; private set; }

    public ArrowField Field { get; }

    public ReadOnlySpan<ArrowColumn> Children => children;

    public long Length => length;

    /// <summary>Copies rows <paramref name="start"/> to start + count of a chunk's array.</summary>
    public void Append(CArray* array, long start, long count)
    {
        TakeDictionary(array);
        start += array->Offset;
        AppendValidity(array, start, count);
        switch (layout)
        {
            case Layout.Bits:
                data.AppendBits((byte*)array->Buffers[1], start, count, length);
                break;
            case Layout.Fixed:
                data.Append((byte*)array->Buffers[1] + (start * width), count * width);
                break;
            case Layout.Text:
                var text = AppendSlices(array, start, count);
                data.Append((byte*)array->Buffers[2] + text.Start, text.Count);
                break;
            case Layout.List:
                var list = AppendSlices(array, start, count);
                children[0].Append(array->Children[0], list.Start, list.Count);
                break;
            case Layout.FixedList:
                children[0].Append(array->Children[0], start * width, count * width);
                break;
            case Layout.Struct:
                for (var index = 0; index < children.Length; index++)
                {
                    children[index].Append(array->Children[index], start, count);
                }

                break;
            case Layout.None:
                break;
        }

        length += count;
    }

    /// <summary>Tells <paramref name="body"/> this column's node and buffers, then those of its children.</summary>
    public void Describe(ArrowBody body)
    {
        var nulls = layout == Layout.None ? length
            : hasNulls ? length - Bitmap.CountOnes(validity.Start, validity.Length)
            : 0;
        if (nulls > 0 && layout is (Layout.Fixed or Layout.Bits))
        {
            ZeroNulls();
        }

        body.AddNode(length, nulls);
        if (layout == Layout.None)
        {
            return;
        }

        // A column without NULLs needs no bitmap; the format asks for an empty buffer in its place.
        body.AddBuffer(nulls > 0 ? validity : null);
        if (layout is Layout.Text or Layout.List)
        {
            body.AddBuffer(offsets);
        }

        if (layout is Layout.Text or Layout.Fixed or Layout.Bits)
        {
            body.AddBuffer(data);
        }

        foreach (var child in children)
        {
            child.Describe(body);
        }
    }

    /// <summary>Makes ready for the next batch; memory and dictionary are kept.</summary>
    public void Clear()
    {
        length = 0;
        hasNulls = false;
        validity.Clear();
        offsets.Clear();
        data.Clear();
        foreach (var child in children)
        {
            child.Clear();
        }
    }

    public void Dispose()
    {
        validity.Dispose();
        offsets.Dispose();
        data.Dispose();
        Dictionary?.Dispose();
        foreach (var child in children)
        {
            child.Dispose();
        }
    }

    private static (Layout Layout, int Width) LayoutOf(ArrowField field) => field.Format switch
    {
        "n" => (Layout.None, 0),
        "b" => (Layout.Bits, 0),
        "c" or "C" => (Layout.Fixed, 1),
        "s" or "S" => (Layout.Fixed, 2),
        "i" or "I" or "f" or "tdD" => (Layout.Fixed, 4),
        "l" or "L" or "g" or "ttu" => (Layout.Fixed, 8),
        "tin" => (Layout.Fixed, 16),
        "u" or "z" => (Layout.Text, 0),
        "+l" or "+m" => (Layout.List, 0),
        "+s" => (Layout.Struct, 0),
        var format when format.StartsWith("d:", StringComparison.Ordinal) => (Layout.Fixed, DecimalBytes(field)),
        var format when format.StartsWith("+w:", StringComparison.Ordinal) => (Layout.FixedList, field.Arguments()[0]),
        _ => (Layout.Fixed, 8),
    };

    private static int DecimalBytes(ArrowField field) => field.Arguments() is [_, _, var bits] ? bits / 8 : 16;

    private void TakeDictionary(CArray* array)
    {
        // DuckDB sends the whole dictionary with every chunk, the same each time: the type holds it.
        if (array->Dictionary is not null && Dictionary is null)
        {
            Dictionary = new ArrowColumn(Field.Dictionary!);
            Dictionary.Append(array->Dictionary, 0, array->Dictionary->Length);
        }
    }

    private void AppendValidity(CArray* array, long start, long count)
    {
        var hasBitmap = layout != Layout.None && array->NullCount != 0 && array->Buffers[0] is not null;
        if (hasBitmap && !hasNulls)
        {
            hasNulls = true;
            validity.AppendOnes(length, 0);
        }

        if (hasBitmap)
        {
            validity.AppendBits((byte*)array->Buffers[0], start, count, length);
        }
        else if (hasNulls)
        {
            validity.AppendOnes(count, length);
        }
    }

    // What DuckDB leaves under a NULL is left over from elsewhere: the same rows must give the same bytes, and
    // ClickHouse refuses a date that is out of its range even where it is NULL.
    private void ZeroNulls()
    {
        for (var row = 0L; row < length; row += sizeof(ulong) * 8)
        {
            var present = validity.Word(row / 8);
            if (layout == Layout.Bits)
            {
                data.Word(row / 8) &= present;
                continue;
            }

            var rows = Math.Min(length - row, sizeof(ulong) * 8);
            for (var missing = ~present; missing != 0; missing &= missing - 1)
            {
                var index = BitOperations.TrailingZeroCount(missing);
                if (index < rows)
                {
                    NativeMemory.Clear(data.Start + ((row + index) * width), (nuint)width);
                }
            }
        }
    }

    private (long Start, long Count) AppendSlices(CArray* array, long start, long count)
    {
        var source = (int*)array->Buffers[1] + start;
        if (offsets.Length == 0)
        {
            *(int*)offsets.Extend(sizeof(int)) = 0;
        }

        if (count == 0)
        {
            return (0, 0);
        }

        offsets.AppendOffsets(source, count, ((int*)offsets.Start)[length]);
        return (source[0], source[count] - source[0]);
    }
}
