using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Engine;

namespace Analytics.Lake.Ledger;

/// <summary>
/// The run ledger of one data root, in a DuckDB file of its own. The file is opened for each call and closed again, under
/// a lock that other processes see, so that a service, a verb and <c>runs</c> may use it side by side.
/// </summary>
public sealed class DuckDbRunLedger : IRunLedger, IDisposable
{
    private const int OutputLettersMax = 4_000;
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
    public Task<RunClaim> ClaimAsync(RunRequest request, CancellationToken cancellation) =>
        ChangeAsync(async session =>
        {
            await session.ExecuteAsync(RunLedgerSql.Abandon, new { now = request.Now }, cancellation);
            var earlier = await session.QueryAsync<JobRun>(
                RunLedgerSql.SelectRuns + " where job_id = $job_id and (state = 'Running' or interval_to = $interval_to)",
                new { job_id = request.JobId, interval_to = request.Interval.To },
                cancellation);
            if (earlier.Any(static run => run.State == RunState.Running))
            {
                return new RunClaim(ClaimOutcome.UnderWay, null);
            }

            // An interrupted attempt is not one that failed: it does not use up a retry.
            var failed = earlier.Count(static run => run.State is RunState.Failed or RunState.TimedOut);
            if (earlier.Any(static run => run.State == RunState.Succeeded)
                || (!request.IsManual && (failed >= request.MaxAttempts
                    || earlier.Any(static run => run.State == RunState.Skipped))))
            {
                return new RunClaim(ClaimOutcome.Settled, null);
            }

            var attempt = earlier.Select(static run => run.Attempt).DefaultIfEmpty().Max() + 1;
            var token = await NextTokenAsync(session, cancellation);
            var run = NewRun(request, attempt, token, RunState.Running);
            await InsertAsync(session, run, cancellation);
            return new RunClaim(ClaimOutcome.Claimed, new RunLease(run.RunId, attempt, token, request.Lease));
        }, cancellation);

    /// <inheritdoc/>
    public Task<bool> HeartbeatAsync(
        RunLease lease, DateTimeOffset now, string progress, CancellationToken cancellation) =>
        ChangeAsync(async session => await session.ExecuteAsync(
            RunLedgerSql.Heartbeat,
            new
            {
                run_id = lease.RunId,
                token = lease.FencingToken,
                now,
                lease_until = now + lease.Length,
                progress = Cut(progress),
            },
            cancellation) == 1, cancellation);

    /// <inheritdoc/>
    public Task<bool> EndAsync(RunLease lease, RunEnd outcome, CancellationToken cancellation) =>
        ChangeAsync(async session => await session.ExecuteAsync(
            RunLedgerSql.End,
            new
            {
                run_id = lease.RunId,
                token = lease.FencingToken,
                state = outcome.State.ToString(),
                ended_at = outcome.At,
                rows = outcome.Rows,
                exit_code = outcome.ExitCode,
                output = Cut(outcome.Output),
            },
            cancellation) == 1, cancellation);

    /// <inheritdoc/>
    public Task SkipAsync(RunRequest request, string reason, CancellationToken cancellation) =>
        ChangeAsync(async session =>
        {
            var seen = await session.ScalarAsync<long>(
                "select count(*) from job_runs where job_id = $job_id and interval_to = $interval_to",
                new { job_id = request.JobId, interval_to = request.Interval.To },
                cancellation);
            if (seen == 0)
            {
                var token = await NextTokenAsync(session, cancellation);
                await InsertAsync(
                    session,
                    NewRun(request, 1, token, RunState.Skipped) with { EndedAt = request.Now, Output = Cut(reason) },
                    cancellation);
            }

            return true;
        }, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobRun>> RunsAsync(string? jobId, int limit, CancellationToken cancellation) =>
        UseAsync(
            session => session.QueryAsync<JobRun>(
                RunLedgerSql.SelectRuns + " where $job_id is null or job_id = $job_id order by fencing_token desc limit $limit",
                new { job_id = jobId, limit },
                cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> SettledAsync(CancellationToken cancellation) =>
        UseAsync<IReadOnlyDictionary<string, DateTimeOffset>>(
            async session => (await session.QueryAsync<SettledRow>(RunLedgerSql.SelectSettled, null, cancellation))
                .ToDictionary(static row => row.JobId, static row => row.IntervalTo, StringComparer.Ordinal),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellation) =>
        UseAsync<IReadOnlySet<string>>(
            async session => (await session.QueryAsync<string>("select job_id from paused_jobs", null, cancellation))
                .ToHashSet(StringComparer.Ordinal),
            cancellation);

    /// <inheritdoc/>
    public Task PauseAsync(string jobId, bool isPaused, CancellationToken cancellation) =>
        ChangeAsync(
            session => session.ExecuteAsync(
                isPaused ? "insert or ignore into paused_jobs values ($job_id)" : "delete from paused_jobs where job_id = $job_id",
                new { job_id = jobId },
                cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task AddAuditAsync(AuditEntry entry, CancellationToken cancellation) =>
        ChangeAsync(
            session => session.ExecuteAsync(
                "insert into audit values ($ActedAt, $Actor, $Role, $Action, $Subject, $Outcome, $Remote)",
                entry with { Subject = Cut(entry.Subject), Outcome = Cut(entry.Outcome) },
                cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditEntry>> AuditAsync(int limit, CancellationToken cancellation) =>
        UseAsync(
            session => session.QueryAsync<AuditEntry>(RunLedgerSql.SelectAudit, new { limit }, cancellation), cancellation);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private static string Cut(string text) => text.Length <= OutputLettersMax ? text : text[^OutputLettersMax..];

    private static Task<long> NextTokenAsync(EngineSession session, CancellationToken cancellation) =>
        session.ScalarAsync<long>("select coalesce(max(fencing_token), 0) + 1 from job_runs", null, cancellation);

    private static JobRun NewRun(RunRequest request, int attempt, long token, RunState state) => new()
    {
        RunId = Guid.CreateVersion7(request.Now).ToString("N"),
        JobId = request.JobId,
        IntervalFrom = request.Interval.From,
        IntervalTo = request.Interval.To,
        Attempt = attempt,
        InputHash = request.InputHash,
        IsManual = request.IsManual,
        State = state,
        Owner = request.Owner,
        FencingToken = token,
        LeaseUntil = request.Now + request.Lease,
        StartedAt = request.Now,
        HeartbeatAt = request.Now,
    };

    private static Task<int> InsertAsync(EngineSession session, JobRun run, CancellationToken cancellation) =>
        session.ExecuteAsync(
            RunLedgerSql.Insert,
            new
            {
                run.RunId,
                run.JobId,
                run.IntervalFrom,
                run.IntervalTo,
                run.Attempt,
                run.InputHash,
                run.IsManual,
                State = run.State.ToString(),
                run.Owner,
                run.FencingToken,
                run.LeaseUntil,
                run.StartedAt,
                run.HeartbeatAt,
                run.EndedAt,
                run.Output,
            },
            cancellation);

    private Task<T> ChangeAsync<T>(Func<EngineSession, Task<T>> change, CancellationToken cancellation) =>
        UseAsync(
            async session =>
            {
                session.Execute("begin transaction");
                var result = await change(session);
                session.Execute("commit");
                return result;
            },
            cancellation);

    // A session that is closed in the middle of a transaction rolls it back.
    private async Task<T> UseAsync<T>(Func<EngineSession, Task<T>> use, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation);
        try
        {
            using var held = await LockAsync(cancellation);
            using var session = EngineSession.Open(
                new EngineOptions { DatabasePath = databasePath, Threads = 1, MemoryLimitMebibytes = 256 });
            session.Execute(RunLedgerSql.Create);
            return await use(session);
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

    private sealed record SettledRow(string JobId, DateTimeOffset IntervalTo);
}
