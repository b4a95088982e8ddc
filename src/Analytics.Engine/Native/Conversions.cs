namespace Analytics.Engine.Native;

/// <summary>Exact passage between DuckDB's 128-bit decimals and <see cref="decimal"/>.</summary>
internal static class Decimals
{
    private const byte MaxWidth = 38;
    private const byte MaxScale = 28;
    private static readonly Int128 Limit = (Int128)1 << 96;

    /// <summary>The value of unscaled / 10^scale; trailing zeros are given up where only that makes it fit.</summary>
    /// <exception cref="EngineException">More than 96 bits or 28 digits after the point are needed.</exception>
    public static decimal ToDecimal(Int128 unscaled, byte scale)
    {
        var (rest, digits) = (unscaled, scale);
        while ((Int128.Abs(rest) >= Limit || digits > MaxScale) && digits > 0 && rest % 10 == 0)
        {
            rest /= 10;
            digits--;
        }

        var magnitude = Int128.Abs(rest);
        if (magnitude >= Limit || digits > MaxScale)
        {
            throw new EngineException(
                $"Found a DECIMAL of unscaled value {unscaled} and scale {scale}, expected one of 96 bits at most "
                + "(System.Decimal). Cast it to VARCHAR, or its unscaled value to HUGEINT, in the query.");
        }

        unchecked
        {
            return new decimal((int)magnitude, (int)(magnitude >> 32), (int)(magnitude >> 64), rest < 0, digits);
        }
    }

    /// <summary>The same value as a DECIMAL of full width.</summary>
    public static NativeDecimal From(decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        unchecked
        {
            var magnitude = (Int128)(((UInt128)(uint)parts[2] << 64) | ((ulong)(uint)parts[1] << 32) | (uint)parts[0]);
            return new NativeDecimal(MaxWidth, value.Scale, NativeHugeInt.From(value < 0 ? -magnitude : magnitude));
        }
    }

}

/// <summary>
/// Passage between DuckDB's days and microseconds since 1970-01-01 and .NET's calendar types. DuckDB's infinity and
/// -infinity are read as MaxValue and MinValue, as are moments beyond the years 1 to 9999; a MaxValue that is written
/// stays the finite day or moment that it is.
/// </summary>
internal static class Moments
{
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static DateOnly ToDate(int days) => ((long)days + EpochDay) switch
    {
        < 0 => DateOnly.MinValue,
        var day when day > DateOnly.MaxValue.DayNumber => DateOnly.MaxValue,
        var day => DateOnly.FromDayNumber((int)day),
    };

    public static int FromDate(DateOnly date) => date.DayNumber - EpochDay;

    public static DateTime ToDateTime(long count, long ticksEach) =>
        new(Ticks(count, ticksEach), DateTimeKind.Unspecified);

    public static DateTimeOffset ToDateTimeOffset(long microseconds) =>
        new(Ticks(microseconds, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    /// <summary>Microseconds since 1970-01-01 of a moment in UTC ticks; less than a microsecond is cut off.</summary>
    public static long FromTicks(long ticks) =>
        (long)Math.Floor((ticks - DateTime.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerMicrosecond);

    public static TimeSpan ToTimeSpan(NativeInterval interval) => interval.Months == 0
        ? new TimeSpan(checked(
            (interval.Days * TimeSpan.TicksPerDay) + (interval.Microseconds * TimeSpan.TicksPerMicrosecond)))
        : throw new EngineException(
            $"Found an INTERVAL of {interval.Months} months, expected days and smaller units, since months "
            + "differ in length. Cast it to VARCHAR in the query.");

    private static long Ticks(long count, long ticksEach)
    {
        var ticks = ((Int128)count * ticksEach) + DateTime.UnixEpoch.Ticks;
        return (long)Int128.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks);
    }
}

/// <summary>Passage between DuckDB's UUID and <see cref="Guid"/>.</summary>
internal static class Uuids
{
    // DuckDB keeps a UUID as a signed 128-bit integer whose top bit is flipped, so that it sorts as its text does.
    private const ulong TopBit = 1UL << 63;

    public static Guid ToGuid(NativeHugeInt stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, stored.Upper ^ TopBit);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], stored.Lower);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The 128 bits as <c>duckdb_create_uuid</c> takes them, top bit not flipped.</summary>
    public static NativeHugeInt From(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return new NativeHugeInt(
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
            System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }
}
