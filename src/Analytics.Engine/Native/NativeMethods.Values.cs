using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>Values to bind, and the description of types.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint duckdb_create_null_value();

    [LibraryImport(Library)]
    public static partial nint duckdb_create_bool([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_int32(int value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_int64(long value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_uint64(ulong value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_hugeint(NativeHugeInt value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_uhugeint(NativeHugeInt value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_decimal(NativeDecimal value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_float(float value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_double(double value);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_varchar_length(byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_blob(byte* data, ulong length);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_date(int days);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_time(long microseconds);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_timestamp(long microseconds);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_timestamp_tz(long microseconds);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_interval(NativeInterval interval);

    [LibraryImport(Library)]
    public static partial nint duckdb_create_uuid(NativeHugeInt value);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_value(ref nint value);

    [LibraryImport(Library)]
    public static partial NativeType duckdb_get_type_id(nint type);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_scale(nint type);

    [LibraryImport(Library)]
    public static partial NativeType duckdb_decimal_internal_type(nint type);

    [LibraryImport(Library)]
    public static partial NativeType duckdb_enum_internal_type(nint type);

    [LibraryImport(Library)]
    public static partial uint duckdb_enum_dictionary_size(nint type);

    [LibraryImport(Library)]
    public static partial nint duckdb_enum_dictionary_value(nint type, ulong index);

    [LibraryImport(Library)]
    public static partial nint duckdb_list_type_child_type(nint type);

    [LibraryImport(Library)]
    public static partial nint duckdb_array_type_child_type(nint type);

    [LibraryImport(Library)]
    public static partial ulong duckdb_array_type_array_size(nint type);

    [LibraryImport(Library)]
    public static partial nint duckdb_map_type_key_type(nint type);

    [LibraryImport(Library)]
    public static partial nint duckdb_map_type_value_type(nint type);

    [LibraryImport(Library)]
    public static partial ulong duckdb_struct_type_child_count(nint type);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_type_child_name(nint type, ulong index);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_type_child_type(nint type, ulong index);
}
