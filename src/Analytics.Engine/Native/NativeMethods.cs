using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>
/// The calls of DuckDB's C API that the provider needs; 0 (<see cref="Success"/>) means done, 1 failed.
/// </summary>
internal static unsafe partial class NativeMethods
{
    public const int Success = 0;

    private const string Library = LibraryLocation.Name;

    static NativeMethods() => LibraryLocation.Register();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_open_ext(string? path, out nint database, nint config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(nint database, out nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(nint connection);

    [LibraryImport(Library)]
    public static partial NativeProgress duckdb_query_progress(nint connection);

    [LibraryImport(Library)]
    public static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    public static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(Library)]
    public static partial void duckdb_free(nint pointer);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(nint connection, string sql, out nint statements);

    [LibraryImport(Library)]
    public static partial nint duckdb_extract_statements_error(nint statements);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_extracted(ref nint statements);

    [LibraryImport(Library)]
    public static partial int duckdb_prepare_extracted_statement(
        nint connection, nint statements, ulong index, out nint prepared);

    [LibraryImport(Library)]
    public static partial nint duckdb_prepare_error(nint prepared);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_prepare(ref nint prepared);

    [LibraryImport(Library)]
    public static partial ulong duckdb_nparams(nint prepared);

    [LibraryImport(Library)]
    public static partial nint duckdb_parameter_name(nint prepared, ulong index);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_value(nint prepared, ulong index, nint value);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_prepared(nint prepared, out NativeResult result);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_prepared_streaming(nint prepared, out NativeResult result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_result(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial nint duckdb_result_error(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial int duckdb_result_return_type(NativeResult result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_rows_changed(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial ulong duckdb_column_count(ref NativeResult result);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_name(ref NativeResult result, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_column_logical_type(ref NativeResult result, ulong column);

    [LibraryImport(Library)]
    public static partial nint duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial ulong duckdb_data_chunk_get_size(nint chunk);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nint duckdb_data_chunk_get_vector(nint chunk, ulong column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nint duckdb_list_vector_get_child(nint vector);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nint duckdb_array_vector_get_child(nint vector);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);
}
