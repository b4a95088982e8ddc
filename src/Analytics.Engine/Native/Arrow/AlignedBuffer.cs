using System.Numerics;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native.Arrow;

/// <summary>
/// Bytes outside the managed heap, 64-byte aligned, that grow by doubling and are used again for every batch.
/// </summary>
internal sealed unsafe class AlignedBuffer : IDisposable
{
    public const int Alignment = 64;

    private byte* start;
    private long capacity;

    /// <summary>Bytes in use.</summary>
    public long Length { get; private set; }

    public byte* Start => start;

    public void Clear() => Length = 0;

    public void Append(void* source, long count)
    {
        var target = Extend(count);
        Buffer.MemoryCopy(source, target, count, count);
    }

    /// <summary>Adds uninitialised bytes and returns where they begin.</summary>
    public byte* Extend(long count)
    {
        Reserve(Length + count);
        var end = start + Length;
        Length += count;
        return end;
    }

    /// <summary>
    /// Adds bits after the first <paramref name="bitsBefore"/>; bits past the end of the last byte are zero.
    /// </summary>
    public void AppendBits(byte* source, long sourceBit, long count, long bitsBefore)
    {
        ResizeBits(bitsBefore, count);
        Bitmap.Copy(source, sourceBit, start, bitsBefore, count);
    }

    /// <summary>Adds bits that are all one.</summary>
    public void AppendOnes(long count, long bitsBefore)
    {
        ResizeBits(bitsBefore, count);
        Bitmap.Set(start, bitsBefore, count);
    }

    /// <summary>
    /// Adds the ends of list or text slices: the source's offsets, moved so that the first slice begins at
    /// <paramref name="begin"/>.
    /// </summary>
    /// <exception cref="OverflowException">The moved offsets do not fit 32 bits.</exception>
    public void AppendOffsets(int* source, long count, int begin)
    {
        var shift = checked(begin - source[0]);
        _ = checked(source[count] + shift);
        var target = (int*)Extend(count * sizeof(int));
        var index = 0L;
        var shifts = new Vector<int>(shift);
        for (; index + Vector<int>.Count <= count; index += Vector<int>.Count)
        {
            (Vector.Load(source + 1 + index) + shifts).Store(target + index);
        }

        for (; index < count; index++)
        {
            target[index] = source[index + 1] + shift;
        }
    }

    /// <summary>
    /// Eight bytes from <paramref name="offset"/>; buffers of bits have room for them past their end.
    /// </summary>
    public ref ulong Word(long offset) => ref *(ulong*)(start + offset);

    public ReadOnlySpan<byte> Span(long offset, int count) => new(start + offset, count);

    public void Dispose()
    {
        NativeMemory.AlignedFree(start);
        start = null;
        capacity = 0;
    }

    private void ResizeBits(long bitsBefore, long count)
    {
        var bytes = (bitsBefore + count + 7) / 8;

        // Bitmap writes whole 64-bit words, so there is room for one more, and new bytes start as zero.
        Reserve(bytes + (2 * sizeof(ulong)));
        NativeMemory.Clear(start + Length, (nuint)(bytes + (2 * sizeof(ulong)) - Length));
        Length = bytes;
    }

    private void Reserve(long wanted)
    {
        if (wanted <= capacity)
        {
            return;
        }

        var larger = Math.Max(Math.Max(wanted, 4096), capacity * 2);
        start = (byte*)NativeMemory.AlignedRealloc(start, (nuint)larger, Alignment);
        capacity = larger;
    }
}
