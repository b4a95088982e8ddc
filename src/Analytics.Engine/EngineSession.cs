using System.Data.Common;
using System.Globalization;
using System.Numerics;
#if PACKAGES_FULL
using Analytics.Engine.Package;
#else
using Analytics.Engine.Native;
#endif
using Dapper;

namespace Analytics.Engine;

/// <summary>
/// One DuckDB database with limits, opened for one caller, closed to everything outside its allowed folders. The
/// asynchronous calls run on a worker thread, one at a time; a cancelled one throws
/// <see cref="OperationCanceledException"/>. DuckDB's errors are <see cref="EngineException"/>.
/// </summary>
public sealed class EngineSession : IDisposable
{
    private readonly EngineConnection engine;
    private readonly bool isOrderKept;
    private readonly SemaphoreSlim turn = new(1, 1);

    static EngineSession() => DapperTypes.Register();

    private EngineSession(EngineConnection engine, bool isOrderKept)
    {
        this.engine = engine;
        this.isOrderKept = isOrderKept;
    }

    /// <summary>The connection, for Dapper; used by one caller at a time.</summary>
    public DbConnection Connection => engine.Connection;

    /// <summary>
    /// Opens a session, time zone UTC, settings locked. SQL cannot change a setting afterwards, install or load an
    /// extension, or touch a file outside <see cref="EngineOptions.AllowedDirectories"/> (the database file apart).
    /// </summary>
    /// <exception cref="EngineException">The database cannot be opened, or a limit is refused.</exception>
    public static EngineSession Open(EngineOptions options)
    {
        var isAttached = options.RowGroupRows is not null;
        var engine = new EngineConnection(isAttached ? null : options.DatabasePath, Sandbox.SettingsAtOpen(options));
        var session = new EngineSession(engine, options.PreserveInsertionOrder);
        try
        {
            session.Execute((isAttached ? Sandbox.Attach(options) : string.Empty) + Sandbox.Lock(options));
            return session;
        }
        catch
        {
            // An unlocked session must not get out, and nobody else would close it.
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs one or several statements; rows are thrown away.</summary>
    /// <exception cref="EngineException">DuckDB refused a statement; those before it are done.</exception>
    public void Execute(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs one or several statements; rows are thrown away.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellation) =>
        RunAsync(
            () =>
            {
                Execute(sql);
                return true;
            },
            cancellation);

    /// <summary>Runs statements with parameters (<c>$name</c>); the result is the number of rows changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellation) =>
        RunAsync(() => Connection.Execute(sql, parameters), cancellation);

    /// <summary>
    /// The rows of a query, mapped by column name; <c>snake_case</c> columns fill PascalCase members.
    /// </summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation) =>
        RunAsync<IReadOnlyList<T>>(() => Connection.Query<T>(sql, parameters).AsList(), cancellation);

    /// <summary>The first column of the first row; default where there is no row or the value is NULL.</summary>
    public Task<T> ScalarAsync<T>(string sql, object? parameters, CancellationToken cancellation) =>
        RunAsync(() => ConvertScalar<T>(Connection.ExecuteScalar(sql, parameters)), cancellation);

    /// <summary>
    /// Writes a query's rows as Arrow IPC, in the order in which DuckDB returns them. The destination is written
    /// synchronously from a worker thread, and is incomplete when this throws. VARCHAR columns of few distinct values
    /// become dictionaries (<see cref="ArrowOutput.DictionaryLimit"/>).
    /// </summary>
    /// <returns>The number of rows written.</returns>
    /// <exception cref="EngineException">DuckDB refused the query, or a column has no Arrow counterpart.</exception>
    public Task<long> WriteArrowAsync(ArrowOutput output, CancellationToken cancellation) =>
        RunAsync(
            () =>
            {
                using var plan = ArrowPlan.For(this, output, isOrderKept);
                return engine.WriteArrow(output with { Sql = plan.Sql }, cancellation);
            },
            cancellation);

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        engine.Dispose();
        turn.Dispose();
    }

    private static T ConvertScalar<T>(object? value)
    {
        if (value is null or DBNull)
        {
            return default!;
        }

        if (value is T already)
        {
            return already;
        }

        var target = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);

        // DuckDB's sum over BIGINT is HUGEINT, and BigInteger is the one number that Convert does not know.
        object? simple = value is not BigInteger big ? value
            : target == typeof(Int128) ? (Int128)big
            : (decimal)big;
        return simple is T converted ? converted : (T)Convert.ChangeType(simple, target, CultureInfo.InvariantCulture);
    }

    private async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            using var interruption = new Interruption(engine.Interrupt, cancellation);
            return await Task.Run(work, cancellation).ConfigureAwait(false);
        }
        catch (EngineException exception) when (exception.IsInterrupted && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The statement was stopped.", exception, cancellation);
        }
        finally
        {
            turn.Release();
        }
    }
}
