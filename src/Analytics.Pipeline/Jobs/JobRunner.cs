using System.Collections.Concurrent;
using System.Data.Common;
using Analytics.Domain;
using Analytics.Domain.Jobs;

namespace Analytics.Pipeline.Jobs;

/// <summary>
/// Runs woken jobs, one at a time because all of them write below one data root. The run ledger decides whether a wake
/// becomes a run, so being woken twice, by two schedulers or after a crash changes nothing.
/// </summary>
/// <param name="jobs">The jobs.</param>
/// <param name="work">What a run does.</param>
/// <param name="ledger">What ran and runs.</param>
/// <param name="options">Leases and limits.</param>
/// <param name="owner">Name of this worker, unique among all that ever ran.</param>
/// <param name="time">Clock.</param>
public sealed class JobRunner(
    JobCatalog jobs, IPipelineJob work, IRunLedger ledger, JobRunnerOptions options, string owner, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim slot = new(1, 1);
    private readonly ConcurrentDictionary<string, int> wakes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, JobProgress> underWay = new(StringComparer.Ordinal);

    /// <summary>Progress of the runs of this process, by run id; younger than what the ledger has.</summary>
    public IReadOnlyDictionary<string, JobProgress> UnderWay => underWay;

    /// <summary>Told when a run of this process ended.</summary>
    public event Action<JobDefinition, RunState, TimeSpan>? Ended;

    /// <summary>
    /// Runs what was missed while no worker was there and what a worker left unfinished, oldest first. What another worker
    /// is at is left to it.
    /// </summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        var settled = await ledger.SettledAsync(cancellation);
        var paused = await ledger.PausedAsync(cancellation);
        var missed = jobs.Jobs.Where(job => !paused.Contains(job.Id)).SelectMany(job =>
        {
            DateTimeOffset? last = settled.TryGetValue(job.Id, out var end) ? end : null;
            return CatchUp.Of(job, last, time.GetUtcNow(), options.CatchUpRuns).Select(interval => (job, interval));
        });
        foreach (var (job, interval) in missed.OrderBy(static entry => entry.interval.To).ToList())
        {
            await RunAttemptsAsync(job, interval, RunCause.CatchUp, cancellation);
        }
    }

    /// <summary>
    /// Runs a job for the interval that ends at the scheduled time, or at the last one before where a scheduler wakes it
    /// late, unless the ledger knows better.
    /// </summary>
    public async Task WakeAsync(string jobId, DateTimeOffset scheduledFor, CancellationToken cancellation)
    {
        if (jobs.Find(jobId) is not { } job)
        {
            return;
        }

        var to = job.Schedule.LastUpTo(scheduledFor) ?? scheduledFor;
        var interval = new JobInterval(PreviousOf(job, to), to);
        var waiting = wakes.AddOrUpdate(jobId, 1, static (_, count) => count + 1);
        try
        {
            if (waiting > (job.Overlap == OverlapPolicy.Queue ? 2 : 1))
            {
                await SkipAsync(job, interval, cancellation);
                return;
            }

            await RunAttemptsAsync(job, interval, RunCause.Schedule, cancellation);
        }
        finally
        {
            wakes.AddOrUpdate(jobId, 0, static (_, count) => count - 1);
        }
    }

    /// <summary>Runs a job because an operator asked; for a given interval again, or for the time until now.</summary>
    public Task<ClaimOutcome> RunNowAsync(JobDefinition job, JobInterval? again, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return RunAttemptsAsync(job, again ?? new JobInterval(PreviousOf(job, now), now), RunCause.Operator, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => slot.Dispose();

    private async Task<ClaimOutcome> RunAttemptsAsync(
        JobDefinition job, JobInterval interval, RunCause cause, CancellationToken cancellation)
    {
        var delay = job.RetryDelay;
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, mayPass) = await RunOnceAsync(job, interval, cause == RunCause.Operator, cancellation);
            if (outcome == ClaimOutcome.UnderWay && cause == RunCause.Schedule && attempt == 1)
            {
                await SkipAsync(job, interval, cancellation);
            }

            if (outcome != ClaimOutcome.Claimed || !mayPass || attempt > job.Retries)
            {
                return outcome;
            }

            await Task.Delay(delay, time, cancellation);
            delay *= 2;
        }
    }

    /// <summary>One claim and, if it was granted, one attempt.</summary>
    private async Task<(ClaimOutcome Outcome, bool MayPass)> RunOnceAsync(
        JobDefinition job, JobInterval interval, bool isManual, CancellationToken cancellation)
    {
        await slot.WaitAsync(cancellation);
        try
        {
            var claim = await ledger.ClaimAsync(Request(job, interval, isManual), cancellation);
            if (claim.Lease is not { } lease)
            {
                return (claim.Outcome, false);
            }

            var started = time.GetTimestamp();
            underWay[lease.RunId] = default;
            using var span = PipelineTelemetry.Run(job, lease);
            var end = await RunClaimedAsync(job, interval, lease, cancellation);
            underWay.TryRemove(lease.RunId, out _);
            await ledger.EndAsync(lease, end, CancellationToken.None);
            var length = time.GetElapsedTime(started);
            PipelineTelemetry.Ended(job, end.State, length, span);
            Ended?.Invoke(job, end.State, length);
            cancellation.ThrowIfCancellationRequested();
            return (ClaimOutcome.Claimed, MayPass(end));
        }
        finally
        {
            slot.Release();
        }
    }

    private async Task<RunEnd> RunClaimedAsync(
        JobDefinition job, JobInterval interval, RunLease lease, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(job.TimeLimit, time);
        using var lost = new CancellationTokenSource();
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token, lost.Token);
        using var alive = new CancellationTokenSource();
        var heartbeat = BeatAsync(lease, lost, alive.Token);
        RunState state;
        var result = new JobResult(ExitCode.Unexpected, 0, "");
        try
        {
            result = await work.RunAsync(
                new JobContext(lease.RunId, job, interval, lease.Attempt, lease.FencingToken, new Latest(underWay, lease.RunId)),
                any.Token);
            state = result.ExitCode is ExitCode.Ok or ExitCode.Quarantined ? RunState.Succeeded : RunState.Failed;
        }
        catch (OperationCanceledException) when (any.IsCancellationRequested)
        {
            state = RunState.Stopped;
        }
        catch (Exception fault)
        {
            // A job that breaks must not take the service with it; the ledger keeps what happened.
            (state, result) = (RunState.Failed, result with { Output = fault.ToString() });
        }

        await alive.CancelAsync();
        await heartbeat;
        if (state != RunState.Succeeded && any.IsCancellationRequested)
        {
            return limit.IsCancellationRequested
                ? End(RunState.TimedOut, result, $"Cancelled at its time limit of {job.TimeLimit.TotalMinutes:0} minutes.")
                : End(RunState.Stopped, result, lost.IsCancellationRequested
                    ? "Another worker took the run over."
                    : "The worker was told to stop.");
        }

        return End(state, result, result.Output);
    }

    private RunEnd End(RunState state, JobResult result, string output) => new(
        state,
        time.GetUtcNow(),
        result.Rows,
        state is RunState.Succeeded or RunState.Failed ? (int)result.ExitCode : null,
        output);

    /// <summary>Prolongs the lease until the work is done; a lease that is lost cancels the work.</summary>
    private async Task BeatAsync(RunLease lease, CancellationTokenSource lost, CancellationToken done)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.HeartbeatSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                if (!await BeatOnceAsync(lease, done))
                {
                    await lost.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    private async Task<bool> BeatOnceAsync(RunLease lease, CancellationToken done)
    {
        var progress = underWay.GetValueOrDefault(lease.RunId);
        try
        {
            return await ledger.HeartbeatAsync(
                lease, time.GetUtcNow(), progress == default ? "" : progress.ToString(), done);
        }
        catch (Exception fault) when (fault is IOException or DbException)
        {
            // A ledger out of reach for one beat may be there at the next; if not, the lease runs out and fences this run.
            return true;
        }
    }

    private Task SkipAsync(JobDefinition job, JobInterval interval, CancellationToken cancellation) => ledger.SkipAsync(
        Request(job, interval, isManual: false), "Left out because an earlier run was not finished.", cancellation);

    private RunRequest Request(JobDefinition job, JobInterval interval, bool isManual) => new(
        job.Id,
        interval,
        JobCatalog.InputHash(job),
        isManual,
        job.Retries + 1,
        owner,
        time.GetUtcNow(),
        TimeSpan.FromSeconds(options.LeaseSeconds));

    /// <summary>Whether trying again may help: what is wrong with settings, usage or data stays wrong.</summary>
    private static bool MayPass(RunEnd end) => end.State == RunState.Failed
        && (ExitCode?)end.ExitCode is not (ExitCode.Usage or ExitCode.InvalidConfiguration or ExitCode.CheckFailed);

    /// <summary>The time before.</summary>
    private static DateTimeOffset PreviousOf(JobDefinition job, DateTimeOffset scheduledFor) =>
        job.Schedule.LastUpTo(scheduledFor.AddTicks(-1)) ?? scheduledFor;

    private enum RunCause
    {
        Schedule,
        CatchUp,
        Operator,
    }

    /// <summary>Keeps the last report of a run.</summary>
    private sealed class Latest(ConcurrentDictionary<string, JobProgress> reports, string runId) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => reports[runId] = value;
    }
}
