using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Analytics.Lake.Guard;

/// <summary>Bits of 64 bytes, the first byte's lowest.</summary>
internal static class BlockBits
{
    /// <summary>Bits of the bytes that are a letter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte letter)
    {
        var wanted = Vector256.Create(letter);
        return Of(Vector256.Equals(low, wanted), Vector256.Equals(high, wanted));
    }

    /// <summary>The highest bit of each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Vector256<byte> low, Vector256<byte> high) =>
        low.ExtractMostSignificantBits() | ((ulong)high.ExtractMostSignificantBits() << 32);

    /// <summary>Bits from each first, third, fifth … bit up to the one before the next: what stands within quotes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Within(ulong quotes)
    {
        quotes ^= quotes << 1;
        quotes ^= quotes << 2;
        quotes ^= quotes << 4;
        quotes ^= quotes << 8;
        quotes ^= quotes << 16;
        return quotes ^ (quotes << 32);
    }

    /// <summary>The bits below a position, and not those done before.</summary>
    /// <param name="position">0 to 63.</param>
    /// <param name="done">Bits done before.</param>
    public static ulong Below(int position, ulong done) => ((1UL << position) - 1) & ~done;

    /// <summary>The bits up to a position.</summary>
    /// <param name="position">0 to 63.</param>
    public static ulong UpTo(int position) => position == 63 ? ulong.MaxValue : (1UL << (position + 1)) - 1;
}
