using System.Data;
using System.Numerics;
using Dapper;

namespace Analytics.Engine;

/// <summary>Teaches Dapper the types that it does not pass on by itself, and our naming of columns.</summary>
internal static class DapperTypes
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.AddTypeHandler(new AsIs<BigInteger>());
        SqlMapper.AddTypeHandler(new AsIs<Int128>());
        SqlMapper.AddTypeHandler(new AsIs<DateOnly>());
        SqlMapper.AddTypeHandler(new AsIs<TimeOnly>());
    }

    private sealed class AsIs<T> : SqlMapper.TypeHandler<T>
    {
        public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = value;

        public override T Parse(object value) => (T)value;
    }
}
