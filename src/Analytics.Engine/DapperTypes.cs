using System.Data;
using System.Globalization;
using System.Numerics;
using Dapper;

namespace Analytics.Engine;

/// <summary>
/// Teaches Dapper the types that it does not pass on by itself, and our naming of columns; for every database that we ask.
/// </summary>
public static class DapperTypes
{
    static DapperTypes()
    {
        SqlMapper.AddTypeHandler(new Handler<BigInteger>(ToBigInteger));
        SqlMapper.AddTypeHandler(new Handler<Int128>(static value => (Int128)ToBigInteger(value)));
        SqlMapper.AddTypeHandler(new Handler<DateOnly>(static value => (DateOnly)value));
        SqlMapper.AddTypeHandler(new Handler<TimeOnly>(static value => (TimeOnly)value));

        // Npgsql hands out times with time zone as UTC DateTime, DuckDB's provider the DateTimeOffset itself.
        SqlMapper.AddTypeHandler(new Handler<DateTimeOffset>(
            static value => value is DateTime time ? new DateTimeOffset(time) : (DateTimeOffset)value));
    }

    /// <summary>Does it, once.</summary>
    public static void Register() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    // A member for sums may be filled from a column that is still BIGINT.
    private static BigInteger ToBigInteger(object value) =>
        value is BigInteger big ? big : new BigInteger(Convert.ToDecimal(value, CultureInfo.InvariantCulture));

    private sealed class Handler<T>(Func<object, T> parse) : SqlMapper.TypeHandler<T>
    {
        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = value;

        public override T Parse(object value) => parse(value);
    }
}
