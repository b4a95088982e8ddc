using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Analytics.Lake.Guard;

/// <summary>Where the characters that matter stand in 64 bytes of CSV, one bit per byte.</summary>
internal readonly ref struct CsvBlock
{
    /// <summary>Bytes in a block.</summary>
    public const int Size = 64;

    private CsvBlock(ulong newline, ulong carriageReturn, ulong quote, ulong separator)
    {
        Newline = newline;
        Return = carriageReturn;
        Quote = quote;
        Separator = separator;
    }

    /// <summary>Line feeds.</summary>
    public ulong Newline { get; }

    /// <summary>Carriage returns.</summary>
    public ulong Return { get; }

    /// <summary>Double quotes.</summary>
    public ulong Quote { get; }

    /// <summary>Commas.</summary>
    public ulong Separator { get; }

    /// <summary>Classifies 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static CsvBlock Of(ReadOnlySpan<byte> bytes)
    {
        var low = Vector256.Create(bytes);
        var high = Vector256.Create(bytes[32..]);
        return new CsvBlock(
            BlockBits.Equal(low, high, (byte)'\n'),
            BlockBits.Equal(low, high, (byte)'\r'),
            BlockBits.Equal(low, high, (byte)'"'),
            BlockBits.Equal(low, high, (byte)','));
    }
}
