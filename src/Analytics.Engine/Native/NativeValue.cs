using System.Numerics;
using System.Text;

namespace Analytics.Engine.Native;

/// <summary>
/// Turns a .NET value into a <c>duckdb_value</c>, which its receiver frees with <see cref="Destroy"/>.
/// </summary>
internal static unsafe class NativeValue
{
    /// <summary>The DuckDB value of a parameter.</summary>
    /// <exception cref="EngineException">The value's type has no DuckDB counterpart, or the value does not
    /// fit.</exception>
    public static nint Create(object? value) => value switch
    {
        null or DBNull => NativeMethods.duckdb_create_null_value(),
        bool truth => NativeMethods.duckdb_create_bool(truth),
        sbyte or short or int or byte or ushort =>
            NativeMethods.duckdb_create_int32(Convert.ToInt32(value, null)),
        long or uint => NativeMethods.duckdb_create_int64(Convert.ToInt64(value, null)),
        ulong number => NativeMethods.duckdb_create_uint64(number),
        Int128 number => NativeMethods.duckdb_create_hugeint(NativeHugeInt.From(number)),
        BigInteger number => Integer(number),
        decimal number => NativeMethods.duckdb_create_decimal(Decimals.From(number)),
        float number => NativeMethods.duckdb_create_float(number),
        double number => NativeMethods.duckdb_create_double(number),
        string text => Text(text),
        char letter => Text(letter.ToString()),
        byte[] bytes => Blob(bytes),
        DateOnly date => NativeMethods.duckdb_create_date(Moments.FromDate(date)),
        TimeOnly time => NativeMethods.duckdb_create_time(time.Ticks / TimeSpan.TicksPerMicrosecond),
        DateTimeOffset moment => NativeMethods.duckdb_create_timestamp_tz(Moments.FromTicks(moment.UtcTicks)),
        DateTime { Kind: DateTimeKind.Unspecified } moment =>
            NativeMethods.duckdb_create_timestamp(Moments.FromTicks(moment.Ticks)),
        DateTime moment => NativeMethods.duckdb_create_timestamp_tz(Moments.FromTicks(moment.ToUniversalTime().Ticks)),
        TimeSpan span => NativeMethods.duckdb_create_interval(
            new NativeInterval(0, 0, span.Ticks / TimeSpan.TicksPerMicrosecond)),
        Guid guid => NativeMethods.duckdb_create_uuid(Uuids.From(guid)),
        Enum member => NativeMethods.duckdb_create_int64(Convert.ToInt64(member, null)),
        _ => throw new EngineException(
            $"Found a parameter of type {value.GetType().Name}, expected a number, text, moment, Guid, byte array or "
            + "null. Pass a list as JSON text and cast it in SQL."),
    };

    public static void Destroy(nint value) => NativeMethods.duckdb_destroy_value(ref value);

    private static nint Integer(BigInteger number)
    {
        if (number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue)
        {
            return NativeMethods.duckdb_create_hugeint(NativeHugeInt.From((Int128)number));
        }

        if (number.Sign > 0 && number <= (BigInteger)UInt128.MaxValue)
        {
            var wide = (UInt128)number;
            return NativeMethods.duckdb_create_uhugeint(
                new NativeHugeInt((ulong)(wide & ulong.MaxValue), (ulong)(wide >> 64)));
        }

        throw new EngineException($"Found the integer {number}, expected one of 128 bits at most (HUGEINT, UHUGEINT).");
    }

    private static nint Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            // An empty array has no address, and DuckDB wants one even for no bytes.
            byte none = 0;
            return NativeMethods.duckdb_create_varchar_length(start is null ? &none : start, (ulong)bytes.Length);
        }
    }

    private static nint Blob(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            byte none = 0;
            return NativeMethods.duckdb_create_blob(start is null ? &none : start, (ulong)bytes.Length);
        }
    }
}
