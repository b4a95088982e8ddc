using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using DuckDB.NET.Data;

namespace Analytics.Engine.Package;

/// <summary>Streams a query's batches through Apache.Arrow's writers.</summary>
internal static class ArrowExport
{
    /// <summary>Runs the query and writes all its rows; the result is their number.</summary>
    /// <exception cref="EngineException">DuckDB refused the query or broke it off; the output is then
    /// incomplete.</exception>
    public static long Run(PackageConnection connection, ArrowOutput output, CancellationToken cancellation)
    {
        connection.ThrowIfReading();
        using var command = connection.Inner.CreateCommand();
        command.CommandText = output.Sql;
        using var rows = Errors.Translate(command.ExecuteArrowStream);
        if (rows.Schema.FieldsList.FirstOrDefault(static field => field.DataType is UnionType) is { } union)
        {
            throw new EngineException(
                $"Column {union.Name} is a UNION, expected a type that every reader of Arrow knows. Cast it in the query.");
        }

        var schema = WithMetadata(rows.Schema, output);
        using var writer = output.Format == ArrowFormat.File
            ? new ArrowFileWriter(output.Destination, schema, leaveOpen: true)
            : new ArrowStreamWriter(output.Destination, schema, leaveOpen: true);
        writer.WriteStart();
        var written = 0L;
        foreach (var batch in Batches(rows, output.RowsPerBatch, cancellation))
        {
            writer.WriteRecordBatch(new RecordBatch(schema, batch.Arrays.Select(NullSlots.Clear), batch.Length));
            written += batch.Length;
        }

        writer.WriteEnd();
        return written;
    }

    /// <summary>DuckDB hands out small batches; readers are faster with large ones. A batch holds until the next is asked for.</summary>
    private static IEnumerable<RecordBatch> Batches(IArrowArrayStream rows, int rowsPerBatch, CancellationToken cancellation)
    {
        var waiting = new List<RecordBatch>();
        while (Next(rows, cancellation) is { } next)
        {
            if (waiting.Sum(static batch => batch.Length) + next.Length > rowsPerBatch && waiting.Count > 0)
            {
                yield return Join(waiting);
                Release(waiting);
            }

            waiting.Add(next);
            if (next.Length > rowsPerBatch)
            {
                for (var start = 0; start < next.Length; start += rowsPerBatch)
                {
                    yield return next.Slice(start, rowsPerBatch);
                }

                Release(waiting);
            }
        }

        if (waiting.Count > 0)
        {
            yield return Join(waiting);
            Release(waiting);
        }
    }

    private static void Release(List<RecordBatch> batches)
    {
        batches.ForEach(static batch => batch.Dispose());
        batches.Clear();
    }

    private static RecordBatch? Next(IArrowArrayStream rows, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();

        // The stream is DuckDB's own and answers at once; the worker thread that writes has nothing else to do.
        return Errors.Translate(() => rows.ReadNextRecordBatchAsync(cancellation).AsTask().GetAwaiter().GetResult());
    }

    private static RecordBatch Join(List<RecordBatch> batches) => batches.Count == 1
        ? batches[0]
        : new RecordBatch(
            batches[0].Schema,
            [.. Enumerable.Range(0, batches[0].ColumnCount).Select(column => Join([.. batches.Select(batch => batch.Column(column))]))],
            batches.Sum(static batch => batch.Length));

    // All batches of an ENUM have its one dictionary.
    private static IArrowArray Join(IReadOnlyList<IArrowArray> arrays) => arrays[0] is DictionaryArray first
        ? new DictionaryArray(
            (DictionaryType)first.Data.DataType,
            ArrowArrayConcatenator.Concatenate([.. arrays.Select(static array => ((DictionaryArray)array).Indices)]),
            first.Dictionary)
        : ArrowArrayConcatenator.Concatenate(arrays);

    private static Schema WithMetadata(Schema schema, ArrowOutput output) => new(
        schema.FieldsList.Select(field => output.FieldMetadata.TryGetValue(field.Name, out var metadata)
            ? new Field(field.Name, field.DataType, field.IsNullable, (field.Metadata ?? Empty).Concat(metadata))
            : field),
        output.SchemaMetadata);

    private static IReadOnlyDictionary<string, string> Empty { get; } = new Dictionary<string, string>();
}
