using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>
/// The calls of DuckDB's C API that the provider needs; 0 (<see cref="Success"/>) means done, 1 failed.
/// </summary>
/// <remarks>
/// Calls that run long take pointers and references, no text and no structure as <c>out</c>. For those .NET clears memory
/// with 256-bit stores right before the call, so that DuckDB is entered with the upper halves of the vector registers in use.
/// Its SSE code then runs two to three times as slow, and so does that of the threads it starts, which inherit them.
/// (https://github.com/dotnet/runtime/issues/82132)
/// </remarks>
internal static unsafe partial class NativeMethods
{
    public const int Success = 0;

    private const string Library = LibraryLocation.Name;

    static NativeMethods() => LibraryLocation.Link(typeof(NativeMethods));

    [LibraryImport(Library)]
    public static partial int duckdb_open_ext(nint path, out nint database, nint config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(nint database, out nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(nint connection);

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

    [LibraryImport(Library)]
    public static partial ulong duckdb_extract_statements(nint connection, nint sql, out nint statements);

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
    public static partial int duckdb_execute_prepared(nint prepared, ref NativeResult result);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_prepared_streaming(nint prepared, ref NativeResult result);

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

    /// <summary>The next chunk, which the caller destroys; 0 at the end or when DuckDB broke the query off.</summary>
    /// <remarks>A method of its own: .NET clears the registers as one begins that calls DuckDB directly.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint FetchChunk(in NativeResult result) => duckdb_fetch_chunk(result);

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

    [LibraryImport(Library)]
    private static partial nint duckdb_fetch_chunk(NativeResult result);
}
