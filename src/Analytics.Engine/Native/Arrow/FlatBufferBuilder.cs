using System.Buffers.Binary;
using System.Text;

namespace Analytics.Engine.Native.Arrow;

/// <summary>
/// Builds one FlatBuffers message from its end to its beginning, as the format asks: what a table points at is built
/// before the table. An offset is counted from the end of the buffer. Only what Arrow's metadata needs is here.
/// </summary>
internal sealed class FlatBufferBuilder
{
    private const int OffsetBytes = sizeof(int);

    private byte[] buffer = new byte[1024];
    private int space;
    private int alignment = 1;
    private int[] slots = [];
    private int tableStart;

    public FlatBufferBuilder() => space = buffer.Length;

    private int Offset => buffer.Length - space;

    public int Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Prepare(OffsetBytes, bytes.Length + 1);
        PutByte(0);
        space -= bytes.Length;
        bytes.CopyTo(buffer, space);
        PutInt(bytes.Length);
        return Offset;
    }

    public int OffsetVector(IReadOnlyList<int> offsets)
    {
        Prepare(OffsetBytes, OffsetBytes * offsets.Count);
        for (var index = offsets.Count - 1; index >= 0; index--)
        {
            PutOffset(offsets[index]);
        }

        PutInt(offsets.Count);
        return Offset;
    }

    /// <summary>A vector of structs that each consist of <paramref name="longsEach"/> 64-bit numbers.</summary>
    public int LongsVector(ReadOnlySpan<long> numbers, int longsEach)
    {
        var bytes = numbers.Length * sizeof(long);
        Prepare(OffsetBytes, bytes);
        Prepare(sizeof(long), bytes);
        for (var index = numbers.Length - 1; index >= 0; index--)
        {
            PutLong(numbers[index]);
        }

        PutInt(numbers.Length / longsEach);
        return Offset;
    }

    public void StartTable(int fieldCount)
    {
        slots = new int[fieldCount];
        tableStart = Offset;
    }

    public void Field(int slot, byte value)
    {
        Prepare(sizeof(byte), 0);
        PutByte(value);
        slots[slot] = Offset;
    }

    public void Field(int slot, bool value) => Field(slot, value ? (byte)1 : (byte)0);

    public void Field(int slot, short value)
    {
        Prepare(sizeof(short), 0);
        PutShort(value);
        slots[slot] = Offset;
    }

    public void Field(int slot, int value)
    {
        Prepare(sizeof(int), 0);
        PutInt(value);
        slots[slot] = Offset;
    }

    public void Field(int slot, long value)
    {
        Prepare(sizeof(long), 0);
        PutLong(value);
        slots[slot] = Offset;
    }

    /// <summary>A field that points at something built before; 0 leaves it out.</summary>
    public void Reference(int slot, int offset)
    {
        if (offset == 0)
        {
            return;
        }

        Prepare(OffsetBytes, 0);
        PutOffset(offset);
        slots[slot] = Offset;
    }

    public int EndTable()
    {
        Prepare(OffsetBytes, 0);
        PutInt(0);
        var table = Offset;
        Prepare(sizeof(short), (slots.Length + 1) * sizeof(short));
        for (var index = slots.Length - 1; index >= 0; index--)
        {
            PutShort((short)(slots[index] == 0 ? 0 : table - slots[index]));
        }

        PutShort((short)(table - tableStart));
        PutShort((short)((slots.Length + 2) * sizeof(short)));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(buffer.Length - table), Offset - table);
        return table;
    }

    /// <summary>Ends the message at its root table; the builder is not used again.</summary>
    public ReadOnlyMemory<byte> Finish(int root)
    {
        Prepare(alignment, OffsetBytes);
        PutOffset(root);
        return buffer.AsMemory(space);
    }

    // Makes room so that after `additional` more bytes the next value of `size` bytes is aligned.
    private void Prepare(int size, int additional)
    {
        alignment = Math.Max(alignment, size);
        var padding = -(Offset + additional) & (size - 1);
        while (space < padding + size + additional)
        {
            Grow();
        }

        space -= padding;
    }

    private void Grow()
    {
        var larger = new byte[buffer.Length * 2];
        buffer.CopyTo(larger, buffer.Length);
        space += buffer.Length;
        buffer = larger;
    }

    private void PutOffset(int offset) => PutInt(Offset - offset + OffsetBytes);

    private void PutByte(byte value) => buffer[--space] = value;

    private void PutShort(short value)
    {
        space -= sizeof(short);
        BinaryPrimitives.WriteInt16LittleEndian(buffer.AsSpan(space), value);
    }

    private void PutInt(int value)
    {
        space -= sizeof(int);
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(space), value);
    }

    private void PutLong(long value)
    {
        space -= sizeof(long);
        BinaryPrimitives.WriteInt64LittleEndian(buffer.AsSpan(space), value);
    }
}
