using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Analytics.Engine.Native;

/// <summary>
/// One or several statements. A query's rows are streamed: its memory does not grow with the result.
/// </summary>
internal sealed class DuckDbCommand : DbCommand
{
    private readonly DuckDbParameterCollection parameters = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <summary>Ignored: a limit on time is a cancellation token's.</summary>
    public override int CommandTimeout { get; set; }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException($"Found {value}, expected CommandType.Text.");
            }
        }
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection => parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    private DuckDbConnection Owner => (DuckDbConnection?)DbConnection
        ?? throw new InvalidOperationException("The command has no connection.");

    public override void Cancel() => Owner.Interrupt();

    /// <summary>
    /// Does nothing: a statement is prepared as it runs, since the ones before it may create what it names.
    /// </summary>
    public override void Prepare()
    {
    }

    /// <summary>
    /// Runs all statements; the result is the number of rows that they changed, or -1 when none changes rows.
    /// </summary>
    public override int ExecuteNonQuery()
    {
        Owner.ThrowIfStreaming();
        using var batch = new StatementBatch(Owner, CommandText, parameters);
        long? changed = null;
        while (batch.TryExecuteNext(isStreaming: false, out var result))
        {
            changed = DuckDbDataReader.AddChanged(changed, ref result);
            NativeMethods.duckdb_destroy_result(ref result);
        }

        return DuckDbDataReader.Clamp(changed);
    }

    public override object? ExecuteScalar()
    {
        using var reader = ExecuteDbDataReader(CommandBehavior.Default);
        return reader.Read() ? reader.GetValue(0) : null;
    }

    protected override DbParameter CreateDbParameter() => new DuckDbParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        Owner.ThrowIfStreaming();
        return new DuckDbDataReader(Owner, new StatementBatch(Owner, CommandText, parameters));
    }
}
