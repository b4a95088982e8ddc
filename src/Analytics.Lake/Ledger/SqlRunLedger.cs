using Analytics.Domain.Jobs;

namespace Analytics.Lake.Ledger;

/// <summary>
/// The run ledger's statements, the same in every database. Names of parameters begin with <c>$</c>. Fencing tokens are
/// counted here, in one place for all workers that share the database.
/// </summary>
public abstract class SqlRunLedger : IRunLedger, IDisposable
{
    private const int OutputLettersMax = 4_000;

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
            var seen = await session.QueryAsync<long>(
                "select count(*) from job_runs where job_id = $job_id and interval_to = $interval_to",
                new { job_id = request.JobId, interval_to = request.Interval.To },
                cancellation);
            if (seen[0] == 0)
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
        ReadAsync(
            session => session.QueryAsync<JobRun>(
                RunLedgerSql.SelectRuns + " where $job_id::varchar is null or job_id = $job_id order by fencing_token desc limit $limit",
                new { job_id = jobId, limit },
                cancellation),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, DateTimeOffset>> SettledAsync(CancellationToken cancellation) =>
        ReadAsync<IReadOnlyDictionary<string, DateTimeOffset>>(
            async session => (await session.QueryAsync<SettledRow>(RunLedgerSql.SelectSettled, null, cancellation))
                .ToDictionary(static row => row.JobId, static row => row.IntervalTo, StringComparer.Ordinal),
            cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellation) =>
        ReadAsync<IReadOnlySet<string>>(
            async session => (await session.QueryAsync<string>("select job_id from paused_jobs", null, cancellation))
                .ToHashSet(StringComparer.Ordinal),
            cancellation);

    /// <inheritdoc/>
    public Task PauseAsync(string jobId, bool isPaused, CancellationToken cancellation) =>
        ChangeAsync(
            session => session.ExecuteAsync(
                isPaused
                    ? "insert into paused_jobs values ($job_id) on conflict do nothing"
                    : "delete from paused_jobs where job_id = $job_id",
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
        ReadAsync(
            session => session.QueryAsync<AuditEntry>(RunLedgerSql.SelectAudit, new { limit }, cancellation), cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Reads what has been committed.</summary>
    protected abstract Task<T> ReadAsync<T>(Func<IRunSession, Task<T>> read, CancellationToken cancellation);

    /// <summary>Changes something in one transaction that excludes all others, here and elsewhere.</summary>
    protected abstract Task<T> ChangeAsync<T>(Func<IRunSession, Task<T>> change, CancellationToken cancellation);

    private static string Cut(string text) => text.Length <= OutputLettersMax ? text : text[^OutputLettersMax..];

    private static async Task<long> NextTokenAsync(IRunSession session, CancellationToken cancellation) =>
        (await session.QueryAsync<long>("select coalesce(max(fencing_token), 0) + 1 from job_runs", null, cancellation))[0];

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

    private static Task<int> InsertAsync(IRunSession session, JobRun run, CancellationToken cancellation) =>
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

    private sealed record SettledRow(string JobId, DateTimeOffset IntervalTo);

    /// <summary>Statements on one connection.</summary>
    protected interface IRunSession
    {
        /// <summary>The rows of a query; <c>snake_case</c> columns fill PascalCase members.</summary>
        Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, CancellationToken cancellation);

        /// <summary>Runs a statement; the result is the number of rows that it changed.</summary>
        Task<int> ExecuteAsync(string sql, object? parameters, CancellationToken cancellation);
    }
}
