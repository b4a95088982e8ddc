using System.Text.Json;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Lake.Ledger;

/// <summary>The ledger of one worker, in a DuckDB file that only this process opens.</summary>
public sealed class DuckDbLedger : SqlLedger
{
    private readonly EngineSession session;

    private DuckDbLedger(EngineSession session, string lakeFolder)
        : base(lakeFolder) => this.session = session;

    /// <summary>Opens the ledger, or creates it; one of an earlier release is copied and then brought up to this one.</summary>
    /// <param name="databasePath">The file, absolute; its folder exists.</param>
    /// <param name="lakeFolder">The lake whose parts it lists, absolute.</param>
    /// <param name="files">File operations, for the copy.</param>
    /// <param name="cancellation">Stops it before anything is changed.</param>
    /// <exception cref="EngineException">The file is no ledger, or another process holds it.</exception>
    /// <exception cref="InvalidDataException">A later release has written it.</exception>
    public static async Task<DuckDbLedger> OpenAsync(
        string databasePath, string lakeFolder, IFileOps files, CancellationToken cancellation)
    {
        EngineSession? session = OpenSession(databasePath);
        try
        {
            if (await OlderVersionAsync(session, cancellation) is { } version)
            {
                // Closed: what stood in DuckDB's log is in the file then, and nobody copies an open one.
                session.Dispose();
                session = null;
                await LedgerUpgrade.KeepAsync(databasePath, version, files, cancellation);
                session = OpenSession(databasePath);
            }

            var ledger = new DuckDbLedger(session, lakeFolder);
            await ledger.InTransactionAsync(() => ledger.CreateAsync(databasePath, cancellation), cancellation);
            return ledger;
        }
        catch
        {
            // The caller gets no ledger to close.
            session?.Dispose();
            throw;
        }
    }

    private static async Task<int?> OlderVersionAsync(EngineSession session, CancellationToken cancellation) =>
        await LedgerUpgrade.OlderVersionAsync(
            await session.QueryAsync<string>("select table_name from duckdb_tables()", null, cancellation),
            () => session.ScalarAsync<int>(LedgerSchema.SelectVersion, null, cancellation));

    private static EngineSession OpenSession(string databasePath) => EngineSession.Open(
        new EngineOptions { DatabasePath = databasePath, Threads = 1, MemoryLimitMebibytes = 1024 });

    /// <inheritdoc/>
    public override Task<IAsyncDisposable> TakeTurnAsync(LedgerTurn turn, CancellationToken cancellation) =>
        Task.FromResult<IAsyncDisposable>(new OnlyWorker());

    /// <inheritdoc/>
    public override void Dispose() => session.Dispose();

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql, object? parameters, CancellationToken cancellation) =>
        session.QueryAsync<T>(sql, parameters, cancellation);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(string sql, object? parameters, CancellationToken cancellation) =>
        session.ExecuteAsync(sql, parameters, cancellation);

    // Nobody else has the file open, and this ledger has one caller at a time.
    /// <inheritdoc/>
    protected override Task<T> ReadAtOnceAsync<T>(Func<Task<T>> work, CancellationToken cancellation) => work();

    /// <inheritdoc/>
    protected override async Task<T> InTransactionAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await session.ExecuteAsync("begin transaction", cancellation);
        try
        {
            var result = await work();
            await session.ExecuteAsync("commit", CancellationToken.None);
            return result;
        }
        catch
        {
            // Whatever happened, half a commit must not stay; the fault itself goes on to the caller.
            await session.ExecuteAsync("rollback", CancellationToken.None);
            throw;
        }
    }

    /// <inheritdoc/>
    protected override string Relation(IReadOnlyList<string> columns)
    {
        var structure = columns.Select(static column => column.Split(' ', 2))
            .ToDictionary(static pair => pair[0], static pair => pair[1], StringComparer.Ordinal);
        var json = JsonSerializer.Serialize(new[] { structure });
        return $"(select unnest(from_json($rows, '{json}'), recursive := true))";
    }

    /// <summary>The turn of a worker that has no others beside it: the file is its own.</summary>
    private sealed class OnlyWorker : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
