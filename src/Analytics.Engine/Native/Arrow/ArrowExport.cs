using System.Collections.Immutable;

namespace Analytics.Engine.Native.Arrow;

/// <summary>Streams a query's chunks through DuckDB's Arrow conversion into record batches.</summary>
internal sealed unsafe class ArrowExport : IDisposable
{
    // A batch of long texts is cut early, so that memory stays flat and 32-bit offsets suffice.
    private const long LargestBatchBytes = 64L << 20;

    private readonly ArrowOutput output;
    private readonly CancellationToken cancellation;
    private NativeResult result;
    private nint options;
    private ArrowColumn[] columns = [];
    private ArrowIpcWriter? writer;
    private bool hasDictionaries;
    private long rowsInBatch;
    private long rowsWritten;

    private ArrowExport(NativeResult result, ArrowOutput output, CancellationToken cancellation)
    {
        this.result = result;
        this.output = output;
        this.cancellation = cancellation;
        options = ArrowMethods.duckdb_result_get_arrow_options(ref this.result);
    }

    /// <summary>Runs the query and writes all its rows; the result is their number.</summary>
    /// <exception cref="EngineException">DuckDB refused the query or broke it off; the output is then
    /// incomplete.</exception>
    public static long Run(DuckDbConnection connection, ArrowOutput output, CancellationToken cancellation)
    {
        connection.ThrowIfStreaming();
        using var batch = new StatementBatch(connection, output.Sql, new DuckDbParameterCollection());
        if (!batch.TryExecuteNext(isStreaming: true, out var result))
        {
            throw new EngineException("Found no statement, expected one SELECT to write as Arrow.");
        }

        using var export = new ArrowExport(result, output, cancellation);
        return export.Write();
    }

    public void Dispose()
    {
        ArrowMethods.duckdb_destroy_arrow_options(ref options);
        NativeMethods.duckdb_destroy_result(ref result);
        foreach (var column in columns)
        {
            column.Dispose();
        }
    }

    private long Write()
    {
        var fields = ReadFields();
        columns = fields.Select(static field => new ArrowColumn(field)).ToArray();
        writer = new ArrowIpcWriter(output.Destination, output.Format, fields, output.SchemaMetadata);
        writer.Begin();
        AppendChunks();
        if (NativeMethods.duckdb_result_error(ref result) != 0)
        {
            throw new EngineException(StatementBatch.ErrorOf(ref result));
        }

        Flush();
        writer.End();
        return rowsWritten;
    }

    private void AppendChunks()
    {
        using var chunks = new ChunksAhead(result, cancellation);
        while (chunks.Next() is var chunk and not 0)
        {
            try
            {
                AppendChunk(chunk);
            }
            finally
            {
                NativeMethods.duckdb_destroy_data_chunk(ref chunk);
            }
        }
    }

    private ImmutableArray<ArrowField> ReadFields()
    {
        var count = (int)NativeMethods.duckdb_column_count(ref result);
        var types = new nint[count];
        var names = stackalloc byte*[count];
        for (var column = 0; column < count; column++)
        {
            types[column] = NativeMethods.duckdb_column_logical_type(ref result, (ulong)column);
            names[column] = (byte*)NativeMethods.duckdb_column_name(ref result, (ulong)column);
        }

        CSchema schema = default;
        try
        {
            fixed (nint* typesStart = types)
            {
                ArrowMethods.ThrowIfError(
                    ArrowMethods.duckdb_to_arrow_schema(options, typesStart, names, (ulong)count, &schema));
            }

            return [.. ArrowField.ReadAll(&schema).Select(WithMetadata)];
        }
        finally
        {
            CSchema.Free(&schema);
            foreach (var type in types)
            {
                var freed = type;
                NativeMethods.duckdb_destroy_logical_type(ref freed);
            }
        }
    }

    private ArrowField WithMetadata(ArrowField field) => output.FieldMetadata.TryGetValue(field.Name, out var metadata)
        ? field with { Metadata = field.Metadata.SetItems(metadata) }
        : field;

    private void AppendChunk(nint chunk)
    {
        cancellation.ThrowIfCancellationRequested();
        CArray array = default;
        ArrowMethods.ThrowIfError(ArrowMethods.duckdb_data_chunk_to_arrow(options, chunk, &array));
        try
        {
            for (long start = 0; start < array.Length;)
            {
                var count = Math.Min(array.Length - start, output.RowsPerBatch - rowsInBatch);
                for (var column = 0; column < columns.Length; column++)
                {
                    columns[column].Append(array.Children[column], start, count);
                }

                start += count;
                rowsInBatch += count;
                if (rowsInBatch == output.RowsPerBatch
                    || columns.Sum(static column => column.Bytes) > LargestBatchBytes)
                {
                    Flush();
                }
            }
        }
        finally
        {
            CArray.Free(&array);
        }
    }

    private void Flush()
    {
        if (rowsInBatch == 0)
        {
            return;
        }

        if (!hasDictionaries)
        {
            hasDictionaries = true;
            WriteDictionaries(columns);
        }

        writer!.WriteBatch(rowsInBatch, columns);
        rowsWritten += rowsInBatch;
        rowsInBatch = 0;
        foreach (var column in columns)
        {
            column.Clear();
        }
    }

    private void WriteDictionaries(ReadOnlySpan<ArrowColumn> within)
    {
        foreach (var column in within)
        {
            WriteDictionaries(column.Children);
            if (column.Dictionary is { } values)
            {
                writer!.WriteDictionary(column.Field.DictionaryId, values);
            }
        }
    }
}
