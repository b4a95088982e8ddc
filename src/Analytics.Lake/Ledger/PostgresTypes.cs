using System.Data;
using Dapper;

namespace Analytics.Lake.Ledger;

/// <summary>
/// Teaches Dapper that Npgsql hands out times with time zone as UTC <see cref="DateTime"/>; DuckDB's provider hands out
/// the <see cref="DateTimeOffset"/> itself, and the handler is for both.
/// </summary>
internal static class PostgresTypes
{
    static PostgresTypes() => SqlMapper.AddTypeHandler(new TimeHandler());

    /// <summary>Does it, once.</summary>
    public static void Register() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value;

        public override DateTimeOffset Parse(object value) =>
            value is DateTime time ? new DateTimeOffset(time) : (DateTimeOffset)value;
    }
}
