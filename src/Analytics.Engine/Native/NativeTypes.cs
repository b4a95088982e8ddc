using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary><c>duckdb_type</c> of the C API.</summary>
internal enum NativeType
{
    Invalid = 0,
    Boolean = 1,
    TinyInt = 2,
    SmallInt = 3,
    Integer = 4,
    BigInt = 5,
    UTinyInt = 6,
    USmallInt = 7,
    UInteger = 8,
    UBigInt = 9,
    Float = 10,
    Double = 11,
    Timestamp = 12,
    Date = 13,
    Time = 14,
    Interval = 15,
    HugeInt = 16,
    VarChar = 17,
    Blob = 18,
    Decimal = 19,
    TimestampSeconds = 20,
    TimestampMilliseconds = 21,
    TimestampNanoseconds = 22,
    Enum = 23,
    List = 24,
    Struct = 25,
    Map = 26,
    Uuid = 27,
    TimestampTz = 31,
    UHugeInt = 32,
    Array = 33,
    SqlNull = 36,
}

/// <summary><c>duckdb_result</c>: opaque but passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    private readonly ulong columnCount;
    private readonly ulong rowCount;
    private readonly ulong rowsChanged;
    private readonly nint columns;
    private readonly nint errorMessage;
    private readonly nint internalData;
}

/// <summary><c>duckdb_hugeint</c> and <c>duckdb_uhugeint</c>: 128 bits, lower half first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeHugeInt(ulong lower, ulong upper)
{
    public readonly ulong Lower = lower;
    public readonly ulong Upper = upper;

    public static NativeHugeInt From(Int128 value) => new(unchecked((ulong)value), unchecked((ulong)(value >> 64)));

    public Int128 ToInt128() => new(Upper, Lower);

    public UInt128 ToUInt128() => new(Upper, Lower);
}

/// <summary><c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeDecimal(byte width, byte scale, NativeHugeInt value)
{
    public readonly byte Width = width;
    public readonly byte Scale = scale;
    public readonly NativeHugeInt Value = value;
}

/// <summary><c>duckdb_interval</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeInterval(int months, int days, long microseconds)
{
    public readonly int Months = months;
    public readonly int Days = days;
    public readonly long Microseconds = microseconds;
}

/// <summary><c>duckdb_blob</c>: memory owned by the caller.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeBlob
{
    public readonly nint Data;
    public readonly ulong Size;
}

/// <summary><c>duckdb_list_entry</c>: a slice of the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeListEntry
{
    public readonly ulong Offset;
    public readonly ulong Length;
}

/// <summary><c>duckdb_string_t</c>: up to 12 bytes stand inside, longer text behind a pointer at byte 8.</summary>
[StructLayout(LayoutKind.Sequential, Size = 16)]
internal unsafe struct NativeString
{
    private const int InlineBytes = 12;

    private readonly uint length;
    private fixed byte rest[InlineBytes];

    public static ReadOnlySpan<byte> Bytes(NativeString* text)
    {
        var start = (byte*)text;
        return text->length <= InlineBytes
            ? new ReadOnlySpan<byte>(start + sizeof(uint), (int)text->length)
            : new ReadOnlySpan<byte>(*(byte**)(start + 8), checked((int)text->length));
    }
}
