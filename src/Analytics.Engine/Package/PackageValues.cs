using System.Collections;
using System.Numerics;
using System.Reflection;
using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Analytics.Engine.Package;

/// <summary>Values of DuckDB.NET as the engine hands them out: exact, times as UTC, nested values as plain collections.</summary>
internal static class PackageValues
{
    private static readonly MethodInfo ReadAs = typeof(DuckDBDataReader).GetMethod(nameof(DuckDBDataReader.GetFieldValue))!;

    /// <summary>The .NET type of a column's values.</summary>
    public static Type TypeOf(DuckDBDataReader reader, int ordinal) => reader.GetDataTypeName(ordinal) switch
    {
        nameof(DuckDBType.TimestampTz) => typeof(DateTimeOffset),
        nameof(DuckDBType.Blob) => typeof(byte[]),
        nameof(DuckDBType.List) or nameof(DuckDBType.Array) => typeof(List<object?>),
        nameof(DuckDBType.Map) => typeof(Dictionary<object, object?>),
        nameof(DuckDBType.Struct) => typeof(Dictionary<string, object?>),
        _ => reader.GetFieldType(ordinal),
    };

    /// <summary>The value of a column that is not NULL.</summary>
    /// <exception cref="EngineException">.NET has no such value.</exception>
    public static object Read(DuckDBDataReader reader, int ordinal)
    {
        try
        {
            return reader.GetDataTypeName(ordinal) switch
            {
                nameof(DuckDBType.Date) => ToDate(reader.GetFieldValue<DuckDBDateOnly>(ordinal)),
                nameof(DuckDBType.TimestampTz) => new DateTimeOffset(ToDateTime(reader, ordinal).Ticks, TimeSpan.Zero),
                nameof(DuckDBType.Timestamp) or nameof(DuckDBType.TimestampS) or nameof(DuckDBType.TimestampMs)
                    or nameof(DuckDBType.TimestampNs) => ToDateTime(reader, ordinal),
                nameof(DuckDBType.List) or nameof(DuckDBType.Array) or nameof(DuckDBType.Map) or nameof(DuckDBType.Struct) =>
                    ToPlain(ReadAs.MakeGenericMethod(WithNulls(reader.GetFieldType(ordinal))).Invoke(reader, [ordinal]))!,
                _ => ToPlain(reader.GetValue(ordinal))!,
            };
        }
        catch (Exception fault) when (fault is OverflowException or InvalidCastException or TargetInvocationException)
        {
            throw new EngineException(
                $"Found a value of column {reader.GetName(ordinal)} that .NET cannot hold ({fault.Message}). "
                + "Cast it to VARCHAR in the query.",
                fault);
        }
    }

    private static DateOnly ToDate(DuckDBDateOnly date) => date switch
    {
        { IsPositiveInfinity: true } => DateOnly.MaxValue,
        { IsNegativeInfinity: true } => DateOnly.MinValue,
        _ => (DateOnly)date,
    };

    private static DateTime ToDateTime(DuckDBDataReader reader, int ordinal) =>
        reader.GetFieldValue<DuckDBTimestamp>(ordinal) switch
        {
            { IsPositiveInfinity: true } => DateTime.MaxValue,
            { IsNegativeInfinity: true } => DateTime.MinValue,
            _ => DateTime.SpecifyKind(reader.GetFieldValue<DateTime>(ordinal), DateTimeKind.Unspecified),
        };

    /// <summary>The same collection with elements that may be NULL; DuckDB.NET refuses a NULL among others.</summary>
    private static Type WithNulls(Type type)
    {
        if (type.IsValueType)
        {
            return Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;
        }

        if (!type.IsGenericType || type == typeof(Dictionary<string, object>))
        {
            return type;
        }

        var arguments = type.GetGenericArguments();
        arguments[^1] = WithNulls(arguments[^1]);
        return type.GetGenericTypeDefinition().MakeGenericType(arguments);
    }

    private static object? ToPlain(object? value) => value switch
    {
        Stream stream => ToBytes(stream),
        Dictionary<string, object?> fields => fields.ToDictionary(
            static field => field.Key, static field => ToPlain(field.Value), StringComparer.Ordinal),
        IDictionary map => map.Keys.Cast<object>().ToDictionary(static key => key, key => ToPlain(map[key])),
        byte[] or string or BigInteger => value,
        IList list => list.Cast<object?>().Select(ToPlain).ToList(),
        _ => value,
    };

    private static byte[] ToBytes(Stream stream)
    {
        using (stream)
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
    }
}
