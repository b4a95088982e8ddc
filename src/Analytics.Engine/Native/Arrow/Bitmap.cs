using System.Numerics;

namespace Analytics.Engine.Native.Arrow;

/// <summary>Copies of bit rows in 64-bit words, whatever bit they begin at.</summary>
internal static unsafe class Bitmap
{
    private const int WordBits = 64;

    /// <summary>
    /// Copies bits into zeroed room. The target must have room for one word past its last bit; the source is read to
    /// the byte that holds its last bit and no further.
    /// </summary>
    public static void Copy(byte* source, long sourceBit, byte* target, long targetBit, long count)
    {
        while (count > 0)
        {
            var taken = (int)Math.Min(count, WordBits - 8);
            Or(target, targetBit, Read(source, sourceBit, taken));
            sourceBit += taken;
            targetBit += taken;
            count -= taken;
        }
    }

    /// <summary>Sets bits in zeroed room that extends one word past the last of them.</summary>
    public static void Set(byte* target, long targetBit, long count)
    {
        while (count > 0)
        {
            var taken = (int)Math.Min(count, WordBits - 8);
            Or(target, targetBit, (1UL << taken) - 1);
            targetBit += taken;
            count -= taken;
        }
    }

    /// <summary>Number of bits that are one.</summary>
    public static long CountOnes(byte* bits, long bytes)
    {
        var ones = 0L;
        var index = 0L;
        for (; index + sizeof(ulong) <= bytes; index += sizeof(ulong))
        {
            ones += BitOperations.PopCount(*(ulong*)(bits + index));
        }

        for (; index < bytes; index++)
        {
            ones += BitOperations.PopCount(bits[index]);
        }

        return ones;
    }

    // At most 56 bits, so that with up to 7 bits before them they stand within 8 bytes.
    private static ulong Read(byte* source, long bit, int count)
    {
        var first = source + (bit / 8);
        var shift = (int)(bit % 8);
        var bytes = (shift + count + 7) / 8;
        ulong word = 0;
        if (bytes == sizeof(ulong))
        {
            word = *(ulong*)first;
        }
        else
        {
            for (var index = 0; index < bytes; index++)
            {
                word |= (ulong)first[index] << (index * 8);
            }
        }

        return (word >> shift) & ((1UL << count) - 1);
    }

    private static void Or(byte* target, long bit, ulong word) =>
        *(ulong*)(target + (bit / 8)) |= word << (int)(bit % 8);
}
