using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.Lake.Ledger;

/// <summary>
/// The run ledger of one data root, in a DuckDB file of its own. The file is opened for each call and closed again, under
/// a lock that other processes see, so that a service, a verb and <c>runs</c> may use it side by side.
/// </summary>
public sealed class DuckDbRunLedger : SqlRunLedger
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(30);

    private readonly string databasePath;
    private readonly IFileOps files;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Names the ledger; nothing is opened yet.</summary>
    /// <param name="databasePath">The file, absolute; its folder exists.</param>
    /// <param name="files">File operations, for the lock.</param>
    /// <param name="time">Clock, for waiting for the lock.</param>
    public DuckDbRunLedger(string databasePath, IFileOps files, TimeProvider time)
    {
        this.databasePath = databasePath;
        this.files = files;
        this.time = time;
    }

    /// <inheritdoc/>
    public override void Dispose() => turn.Dispose();

    /// <inheritdoc/>
    protected override Task<T> ChangeAsync<T>(Func<IRunSession, Task<T>> change, CancellationToken cancellation) =>
        ReadAsync(
            async session =>
            {
                await session.ExecuteAsync("begin transaction", null, cancellation);
                var result = await change(session);
                await session.ExecuteAsync("commit", null, CancellationToken.None);
                return result;
            },
            cancellation);

    // A session that is closed in the middle of a transaction rolls it back.
    /// <inheritdoc/>
    protected override async Task<T> ReadAsync<T>(Func<IRunSession, Task<T>> read, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            using var held = await LockAsync(cancellation);
            using var session = EngineSession.Open(
                new EngineOptions { DatabasePath = databasePath, Threads = 1, MemoryLimitMebibytes = 256 });
            session.Execute(RunLedgerSql.Create);
            return await read(new Session(session));
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<IDisposable> LockAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (files.TryLock(databasePath + ".lock") is { } held)
            {
                return held;
            }

            if (time.GetElapsedTime(started) > LockPatience)
            {
                throw new IOException(
                    $"{databasePath}: another process has held the run ledger for {LockPatience.TotalSeconds:0} seconds, "
                    + "milliseconds expected. End the process that hangs.");
            }

            await Task.Delay(LockPause, time, cancellation);
        }
    }

    private sealed class Session(EngineSession session) : IRunSession
    {
        public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation) =>
            session.QueryAsync<T>(sql, parameters, cancellation);

        public Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellation) =>
            session.ExecuteAsync(sql, parameters, cancellation);
    }
}
