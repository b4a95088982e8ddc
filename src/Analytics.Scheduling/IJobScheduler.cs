using Analytics.Domain.Jobs;

namespace Analytics.Scheduling;

/// <summary>
/// Wakes jobs at their times and nothing else: whether a woken job runs, and what that means, the run ledger decides.
/// Being woken twice for the same time must therefore be harmless, and an adapter may rely on that.
/// </summary>
public interface IJobScheduler : IAsyncDisposable
{
    /// <summary>
    /// Starts waking. Times missed before are not made up for here; times missed while running (a stopped process, a
    /// busy machine) follow the job's catch-up policy.
    /// </summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="wake">Called with a job's id and the scheduled time, whole minutes UTC; calls may overlap.</param>
    /// <param name="cancellation">Stops the start.</param>
    Task StartAsync(IReadOnlyList<JobDefinition> jobs, JobWake wake, CancellationToken cancellation);

    /// <summary>The next time of a job, UTC; null while it is paused or for one that is not known.</summary>
    Task<DateTimeOffset?> NextAsync(string jobId, CancellationToken cancellation);

    /// <summary>Stops waking a job.</summary>
    Task PauseAsync(string jobId, CancellationToken cancellation);

    /// <summary>Wakes a paused job again from its next time on; what the pause left out stays out.</summary>
    Task ResumeAsync(string jobId, CancellationToken cancellation);

    /// <summary>Stops waking, cancels the wakes under way and waits for them.</summary>
    Task StopAsync(CancellationToken cancellation);
}

/// <summary>Called when a job's time has come.</summary>
/// <param name="jobId">The job.</param>
/// <param name="scheduledFor">The time it was due, whole minutes UTC.</param>
/// <param name="cancellation">Cancelled when the scheduler stops.</param>
public delegate Task JobWake(string jobId, DateTimeOffset scheduledFor, CancellationToken cancellation);
