using System.Collections;
using System.Data.Common;
using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>Streams rows chunk by chunk; a connection has at most one reader open.</summary>
internal sealed class DuckDbDataReader : DbDataReader
{
    private const int ReturnsChangedRows = 1;
    private const int ReturnsRows = 3;

    private readonly DuckDbConnection connection;
    private readonly StatementBatch batch;
    private NativeResult result;
    private bool hasResult;
    private bool hasMoreChunks;
    private bool isClosed;
    private string[] names = [];
    private VectorReader[] columns = [];
    private nint chunk;
    private int rowsInChunk;
    private int row = -1;
    private long? rowsChanged;

    public DuckDbDataReader(DuckDbConnection connection, StatementBatch batch)
    {
        this.connection = connection;
        this.batch = batch;
        connection.ActiveReader = this;
        try
        {
            NextResult();
        }
        catch
        {
            // The caller never gets this reader, so nobody else would free its statements.
            Dispose();
            throw;
        }
    }

    public override int Depth => 0;

    public override int FieldCount => columns.Length;

    public override bool HasRows => rowsInChunk > 0;

    public override bool IsClosed => isClosed;

    public override int RecordsAffected => Clamp(rowsChanged);

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => GetValue(GetOrdinal(name));

    public static long? AddChanged(long? sum, ref NativeResult result) =>
        NativeMethods.duckdb_result_return_type(result) == ReturnsChangedRows
            ? (sum ?? 0) + checked((long)NativeMethods.duckdb_rows_changed(ref result))
            : sum;

    /// <summary>ADO.NET counts in 32 bits: more changed rows are told as the largest of them.</summary>
    public static int Clamp(long? changed) => (int)Math.Min(changed ?? -1, int.MaxValue);

    /// <summary>Goes on to the next statement that returns rows, running those between.</summary>
    public override bool NextResult()
    {
        EndResult();
        while (batch.TryExecuteNext(isStreaming: true, out result))
        {
            hasResult = true;
            rowsChanged = AddChanged(rowsChanged, ref result);
            if (NativeMethods.duckdb_result_return_type(result) == ReturnsRows)
            {
                BeginResult();
                return true;
            }

            EndResult();
        }

        connection.ActiveReader = null;
        return false;
    }

    public override bool Read()
    {
        if (++row < rowsInChunk)
        {
            return true;
        }

        row = 0;
        return FetchChunk();
    }

    public override void Close()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        EndResult();
        batch.Dispose();
        if (connection.ActiveReader == this)
        {
            connection.ActiveReader = null;
        }
    }

    public override string GetName(int ordinal) => names[ordinal];

    public override int GetOrdinal(string name)
    {
        var ordinal = Array.FindIndex(names, one => one.Equals(name, StringComparison.OrdinalIgnoreCase));
        return ordinal >= 0 ? ordinal : throw new ArgumentOutOfRangeException(
            nameof(name), $"Found no column '{name}', expected one of {string.Join(", ", names)}.");
    }

    public override Type GetFieldType(int ordinal) => columns[ordinal].Type.ClrType;

    public override string GetDataTypeName(int ordinal) => columns[ordinal].Type.Id.ToString();

    public override bool IsDBNull(int ordinal) => columns[ordinal].IsNull(row);

    public override object GetValue(int ordinal) => columns[ordinal].Value(row) ?? DBNull.Value;

    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, columns.Length);
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            values[ordinal] = GetValue(ordinal);
        }

        return count;
    }

    public override bool GetBoolean(int ordinal) => (bool)GetValue(ordinal);

    public override byte GetByte(int ordinal) => (byte)GetValue(ordinal);

    public override char GetChar(int ordinal) => ((string)GetValue(ordinal))[0];

    public override short GetInt16(int ordinal) => (short)GetValue(ordinal);

    public override int GetInt32(int ordinal) => (int)GetValue(ordinal);

    public override long GetInt64(int ordinal) => (long)GetValue(ordinal);

    public override float GetFloat(int ordinal) => (float)GetValue(ordinal);

    public override double GetDouble(int ordinal) => (double)GetValue(ordinal);

    public override decimal GetDecimal(int ordinal) => (decimal)GetValue(ordinal);

    public override string GetString(int ordinal) => (string)GetValue(ordinal);

    public override DateTime GetDateTime(int ordinal) => (DateTime)GetValue(ordinal);

    public override Guid GetGuid(int ordinal) => (Guid)GetValue(ordinal);

    public override IEnumerator GetEnumerator() => new DbEnumerator(this);

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
        CopyPart((byte[])GetValue(ordinal), dataOffset, buffer, bufferOffset, length);

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        CopyPart(GetString(ordinal).ToCharArray(), dataOffset, buffer, bufferOffset, length);

    private static long CopyPart<T>(T[] source, long offset, T[]? target, int targetOffset, int length)
    {
        if (target is null)
        {
            return source.Length;
        }

        var count = (int)Math.Min(length, source.Length - offset);
        Array.Copy(source, offset, target, targetOffset, count);
        return count;
    }

    private void BeginResult()
    {
        var count = (int)NativeMethods.duckdb_column_count(ref result);
        names = new string[count];
        columns = new VectorReader[count];
        for (var column = 0; column < count; column++)
        {
            names[column] = Marshal.PtrToStringUTF8(NativeMethods.duckdb_column_name(ref result, (ulong)column)) ?? "";
            columns[column] = new VectorReader(
                ColumnType.Take(NativeMethods.duckdb_column_logical_type(ref result, (ulong)column)));
        }

        hasMoreChunks = true;
        FetchChunk();
        row = -1;
    }

    private bool FetchChunk()
    {
        NativeMethods.duckdb_destroy_data_chunk(ref chunk);
        rowsInChunk = 0;
        if (!hasMoreChunks)
        {
            return false;
        }

        chunk = NativeMethods.FetchChunk(in result);
        if (chunk == 0)
        {
            // DuckDB calls it an error to ask a finished stream again.
            hasMoreChunks = false;
            if (NativeMethods.duckdb_result_error(ref result) != 0)
            {
                throw new EngineException(StatementBatch.ErrorOf(ref result));
            }

            return false;
        }

        rowsInChunk = (int)NativeMethods.duckdb_data_chunk_get_size(chunk);
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column].Attach(NativeMethods.duckdb_data_chunk_get_vector(chunk, (ulong)column));
        }

        return rowsInChunk > 0;
    }

    private void EndResult()
    {
        NativeMethods.duckdb_destroy_data_chunk(ref chunk);
        rowsInChunk = 0;
        row = -1;
        hasMoreChunks = false;
        if (hasResult)
        {
            NativeMethods.duckdb_destroy_result(ref result);
            hasResult = false;
        }
    }
}
