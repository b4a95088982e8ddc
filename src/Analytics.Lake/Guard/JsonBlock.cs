using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Analytics.Lake.Guard;

/// <summary>
/// Where the characters that matter stand in 64 bytes of JSON, one bit per byte, as in simdjson (Langdale and Lemire
/// 2019): exact, and several times faster than SHA-256 over the same bytes.
/// </summary>
internal readonly ref struct JsonBlock
{
    /// <summary>Bytes in a block.</summary>
    public const int Size = 64;

    private JsonBlock(ulong newline, ulong quote, ulong backslash, ulong open, ulong close, ulong content)
    {
        Newline = newline;
        Quote = quote;
        Backslash = backslash;
        Open = open;
        Close = close;
        Content = content;
    }

    /// <summary>Line feeds.</summary>
    public ulong Newline { get; }

    /// <summary>Double quotes.</summary>
    public ulong Quote { get; }

    /// <summary>Backslashes.</summary>
    public ulong Backslash { get; }

    /// <summary>Opening brackets and braces.</summary>
    public ulong Open { get; }

    /// <summary>Closing brackets and braces.</summary>
    public ulong Close { get; }

    /// <summary>All that is neither blank nor control character.</summary>
    public ulong Content { get; }

    /// <summary>Classifies 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JsonBlock Of(ReadOnlySpan<byte> bytes)
    {
        var low = Vector256.Create(bytes);
        var high = Vector256.Create(bytes[32..]);

        // Setting bit 5 turns [ into { and ] into }, and nothing else into either.
        var fold = Vector256.Create((byte)0x20);
        var lowFolded = low | fold;
        var highFolded = high | fold;
        return new JsonBlock(
            BlockBits.Equal(low, high, (byte)'\n'),
            BlockBits.Equal(low, high, (byte)'"'),
            BlockBits.Equal(low, high, (byte)'\\'),
            BlockBits.Equal(lowFolded, highFolded, (byte)'{'),
            BlockBits.Equal(lowFolded, highFolded, (byte)'}'),
            BlockBits.Of(Vector256.GreaterThan(low, fold), Vector256.GreaterThan(high, fold)));
    }
}
