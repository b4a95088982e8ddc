using System.Runtime.InteropServices;

namespace Analytics.Engine.Native.Arrow;

/// <summary><c>ArrowSchema</c> of Arrow's C data interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CSchema
{
    public const long NullableFlag = 2;

    public byte* Format;
    public byte* Name;
    public byte* Metadata;
    public long Flags;
    public long ChildCount;
    public CSchema** Children;
    public CSchema* Dictionary;
    public delegate* unmanaged<CSchema*, void> Release;
    public void* PrivateData;

    public static void Free(CSchema* schema)
    {
        if (schema->Release is not null)
        {
            schema->Release(schema);
        }
    }
}

/// <summary><c>ArrowArray</c> of Arrow's C data interface.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CArray
{
    public long Length;
    public long NullCount;
    public long Offset;
    public long BufferCount;
    public long ChildCount;
    public void** Buffers;
    public CArray** Children;
    public CArray* Dictionary;
    public delegate* unmanaged<CArray*, void> Release;
    public void* PrivateData;

    public static void Free(CArray* array)
    {
        if (array->Release is not null)
        {
            array->Release(array);
        }
    }
}

/// <summary>DuckDB's calls that speak this interface.</summary>
internal static unsafe partial class ArrowMethods
{
    static ArrowMethods() => LibraryLocation.Link(typeof(ArrowMethods));

    [LibraryImport(LibraryLocation.Name)]
    public static partial nint duckdb_result_get_arrow_options(ref NativeResult result);

    [LibraryImport(LibraryLocation.Name)]
    public static partial void duckdb_destroy_arrow_options(ref nint options);

    [LibraryImport(LibraryLocation.Name)]
    public static partial nint duckdb_to_arrow_schema(
        nint options, nint* types, byte** names, ulong columnCount, CSchema* schema);

    [LibraryImport(LibraryLocation.Name)]
    public static partial nint duckdb_data_chunk_to_arrow(nint options, nint chunk, CArray* array);

    [LibraryImport(LibraryLocation.Name)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool duckdb_error_data_has_error(nint error);

    [LibraryImport(LibraryLocation.Name)]
    public static partial nint duckdb_error_data_message(nint error);

    [LibraryImport(LibraryLocation.Name)]
    public static partial void duckdb_destroy_error_data(ref nint error);

    /// <summary>Frees an error report.</summary>
    /// <exception cref="EngineException">It reports an error.</exception>
    public static void ThrowIfError(nint error)
    {
        if (error == 0)
        {
            return;
        }

        var message = duckdb_error_data_has_error(error)
            ? Marshal.PtrToStringUTF8(duckdb_error_data_message(error)) ?? "DuckDB gave no message."
            : null;
        duckdb_destroy_error_data(ref error);
        if (message is not null)
        {
            throw new EngineException(message);
        }
    }
}
