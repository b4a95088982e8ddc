using System.Numerics;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>A column's type, taken apart once per result.</summary>
/// <param name="Id">DuckDB's type.</param>
/// <param name="Storage">How values stand in the vector; differs from <paramref name="Id"/> for DECIMAL and
/// ENUM.</param>
/// <param name="Scale">Digits after the point of a DECIMAL, 0 otherwise.</param>
/// <param name="Length">Elements per value of an ARRAY, 0 otherwise.</param>
/// <param name="Names">Field names of a STRUCT, values of an ENUM.</param>
/// <param name="Children">Types of list elements, struct fields, or a map's key and value.</param>
internal sealed record ColumnType(
    NativeType Id, NativeType Storage, byte Scale, int Length, string[] Names, ColumnType[] Children)
{
    /// <summary>The .NET type in which values are handed out.</summary>
    public Type ClrType => Id switch
    {
        NativeType.Boolean => typeof(bool),
        NativeType.TinyInt => typeof(sbyte),
        NativeType.SmallInt => typeof(short),
        NativeType.Integer => typeof(int),
        NativeType.BigInt => typeof(long),
        NativeType.UTinyInt => typeof(byte),
        NativeType.USmallInt => typeof(ushort),
        NativeType.UInteger => typeof(uint),
        NativeType.UBigInt => typeof(ulong),
        NativeType.Float => typeof(float),
        NativeType.Double => typeof(double),
        NativeType.HugeInt or NativeType.UHugeInt => typeof(BigInteger),
        NativeType.Decimal => typeof(decimal),
        NativeType.VarChar or NativeType.Enum => typeof(string),
        NativeType.Blob => typeof(byte[]),
        NativeType.Date => typeof(DateOnly),
        NativeType.Time => typeof(TimeOnly),
        NativeType.Timestamp or NativeType.TimestampSeconds or NativeType.TimestampMilliseconds
            or NativeType.TimestampNanoseconds => typeof(DateTime),
        NativeType.TimestampTz => typeof(DateTimeOffset),
        NativeType.Interval => typeof(TimeSpan),
        NativeType.Uuid => typeof(Guid),
        NativeType.List or NativeType.Array => typeof(List<object?>),
        NativeType.Struct => typeof(Dictionary<string, object?>),
        NativeType.Map => typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };

    /// <summary>Takes a logical type apart and frees it.</summary>
    public static ColumnType Take(nint type)
    {
        try
        {
            return Read(type);
        }
        finally
        {
            NativeMethods.duckdb_destroy_logical_type(ref type);
        }
    }

    private static ColumnType Read(nint type)
    {
        var id = NativeMethods.duckdb_get_type_id(type);
        return id switch
        {
            NativeType.Decimal => new ColumnType(
                id,
                NativeMethods.duckdb_decimal_internal_type(type),
                NativeMethods.duckdb_decimal_scale(type),
                0,
                [],
                []),
            NativeType.Enum => new ColumnType(
                id, NativeMethods.duckdb_enum_internal_type(type), 0, 0, EnumValues(type), []),
            NativeType.List => new ColumnType(
                id, id, 0, 0, [], [Take(NativeMethods.duckdb_list_type_child_type(type))]),
            NativeType.Array => new ColumnType(
                id, id, 0, (int)NativeMethods.duckdb_array_type_array_size(type), [],
                [Take(NativeMethods.duckdb_array_type_child_type(type))]),
            NativeType.Map => new ColumnType(id, id, 0, 0, [], [MapEntry(type)]),
            NativeType.Struct => StructOf(type),
            _ => new ColumnType(id, id, 0, 0, [], []),
        };
    }

    // A map's vector is a list of structs of key and value.
    private static ColumnType MapEntry(nint type) => new(
        NativeType.Struct,
        NativeType.Struct,
        0,
        0,
        ["key", "value"],
        [Take(NativeMethods.duckdb_map_type_key_type(type)), Take(NativeMethods.duckdb_map_type_value_type(type))]);

    private static ColumnType StructOf(nint type)
    {
        var count = (int)NativeMethods.duckdb_struct_type_child_count(type);
        var names = new string[count];
        var children = new ColumnType[count];
        for (var index = 0; index < count; index++)
        {
            names[index] = TakeText(NativeMethods.duckdb_struct_type_child_name(type, (ulong)index));
            children[index] = Take(NativeMethods.duckdb_struct_type_child_type(type, (ulong)index));
        }

        return new ColumnType(NativeType.Struct, NativeType.Struct, 0, 0, names, children);
    }

    private static string[] EnumValues(nint type)
    {
        var values = new string[NativeMethods.duckdb_enum_dictionary_size(type)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = TakeText(NativeMethods.duckdb_enum_dictionary_value(type, (ulong)index));
        }

        return values;
    }

    private static string TakeText(nint text)
    {
        var copy = Marshal.PtrToStringUTF8(text) ?? "";
        NativeMethods.duckdb_free(text);
        return copy;
    }
}
