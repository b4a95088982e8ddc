using Apache.Arrow;
using Apache.Arrow.Types;

namespace Analytics.Engine.Package;

/// <summary>
/// Empties the slots of NULLs. DuckDB leaves there what the memory held before: the same rows would give other bytes each
/// time, and some readers check what they find there.
/// </summary>
internal static class NullSlots
{
    /// <summary>The same values with zeros where there is none.</summary>
    public static IArrowArray Clear(IArrowArray array) => array is DictionaryArray dictionary
        ? new DictionaryArray((DictionaryType)dictionary.Data.DataType, Clear(dictionary.Indices), dictionary.Dictionary)
        : ArrowArrayFactory.BuildArray(Clear(array.Data));

    private static ArrayData Clear(ArrayData data)
    {
        var children = data.Children?.Select(Clear).ToArray();
        var buffers = data.Buffers;
        if (data.GetNullCount() > 0 && data.DataType is FixedWidthType type && buffers.Length == 2)
        {
            buffers = [buffers[0], new ArrowBuffer(Cleared(buffers[0].Span, buffers[1].Span, type.BitWidth, data))];
        }

        return new ArrayData(data.DataType, data.Length, data.NullCount, data.Offset, buffers, children, data.Dictionary);
    }

    private static byte[] Cleared(ReadOnlySpan<byte> validity, ReadOnlySpan<byte> values, int bits, ArrayData data)
    {
        var cleared = values.ToArray();
        for (var slot = data.Offset; slot < data.Offset + data.Length; slot++)
        {
            if ((validity[slot >> 3] & (1 << (slot & 7))) != 0)
            {
                continue;
            }

            if (bits == 1)
            {
                cleared[slot >> 3] &= (byte)~(1 << (slot & 7));
            }
            else
            {
                cleared.AsSpan(slot * (bits / 8), bits / 8).Clear();
            }
        }

        return cleared;
    }
}
