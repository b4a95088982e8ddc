using System.Runtime.InteropServices;

namespace Analytics.Engine.Native;

/// <summary>
/// The statements of one SQL text, run one after the other: each is bound only when those before it are done.
/// </summary>
internal sealed class StatementBatch : IDisposable
{
    private readonly DuckDbConnection connection;
    private readonly DuckDbParameterCollection parameters;
    private readonly ulong count;
    private ulong next;
    private nint statements;
    private nint prepared;

    public StatementBatch(DuckDbConnection connection, string sql, DuckDbParameterCollection parameters)
    {
        this.connection = connection;
        this.parameters = parameters;
        var text = Marshal.StringToCoTaskMemUTF8(sql);
        count = NativeMethods.duckdb_extract_statements(connection.Handle, text, out statements);
        Marshal.FreeCoTaskMem(text);
        if (count == 0
            && Marshal.PtrToStringUTF8(NativeMethods.duckdb_extract_statements_error(statements)) is { } message)
        {
            Dispose();
            throw new EngineException(message);
        }
    }

    /// <summary>Runs the next statement; false when there is none left.</summary>
    /// <exception cref="EngineException">DuckDB refused it or broke it off.</exception>
    public bool TryExecuteNext(bool isStreaming, out NativeResult result)
    {
        result = default;
        if (next >= count)
        {
            return false;
        }

        Prepare();
        Bind();
        var state = isStreaming
            ? NativeMethods.duckdb_execute_prepared_streaming(prepared, ref result)
            : NativeMethods.duckdb_execute_prepared(prepared, ref result);
        if (state != NativeMethods.Success)
        {
            var message = ErrorOf(ref result);
            NativeMethods.duckdb_destroy_result(ref result);
            throw new EngineException(message);
        }

        return true;
    }

    public static string ErrorOf(ref NativeResult result) =>
        Marshal.PtrToStringUTF8(NativeMethods.duckdb_result_error(ref result)) ?? "DuckDB gave no message.";

    public void Dispose()
    {
        NativeMethods.duckdb_destroy_prepare(ref prepared);
        NativeMethods.duckdb_destroy_extracted(ref statements);
    }

    private void Prepare()
    {
        NativeMethods.duckdb_destroy_prepare(ref prepared);
        var state = NativeMethods.duckdb_prepare_extracted_statement(connection.Handle, statements, next, out prepared);
        next++;
        if (state != NativeMethods.Success)
        {
            throw new EngineException(
                Marshal.PtrToStringUTF8(NativeMethods.duckdb_prepare_error(prepared)) ?? "DuckDB gave no message.");
        }
    }

    private void Bind()
    {
        var wanted = NativeMethods.duckdb_nparams(prepared);
        for (ulong index = 1; index <= wanted; index++)
        {
            var text = NativeMethods.duckdb_parameter_name(prepared, index);
            var name = Marshal.PtrToStringUTF8(text) ?? "";
            NativeMethods.duckdb_free(text);
            var value = NativeValue.Create(ParameterFor(name).Value);
            var state = NativeMethods.duckdb_bind_value(prepared, index, value);
            NativeValue.Destroy(value);
            if (state != NativeMethods.Success)
            {
                throw new EngineException(
                    Marshal.PtrToStringUTF8(NativeMethods.duckdb_prepare_error(prepared))
                    ?? $"Parameter ${name} cannot be bound.");
            }
        }
    }

    private DuckDbParameter ParameterFor(string name)
    {
        if (parameters.Find(name) is { } named)
        {
            return named;
        }

        // DuckDB names the parameters ? and $1 by their number.
        if (int.TryParse(name, out var position) && position >= 1 && position <= parameters.Count)
        {
            return parameters.At(position - 1);
        }

        var found = string.Join(
            ", ", Enumerable.Range(0, parameters.Count).Select(index => $"${parameters.At(index).BareName}"));
        throw new EngineException(
            $"Parameter ${name} has no value: found {(found.Length == 0 ? "none" : found)}. "
            + "Pass a value of that name.");
    }
}
