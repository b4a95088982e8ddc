using Hangfire;

namespace Analytics.Scheduling.Hangfire;

/// <summary>
/// Passes a wake on; the only class that Hangfire runs. It bears no <c>DisableConcurrentExecution</c>: that lock makes a
/// waiting wake fail, while the run ledger knows whether it is to be left out or to wait.
/// </summary>
/// <param name="scheduler">Knows when a job was due.</param>
/// <param name="target">Where wakes go.</param>
/// <param name="stop">Cancelled when the scheduler stops.</param>
public sealed class HangfireWake(HangfireJobScheduler scheduler, JobWake target, CancellationToken stop)
{
    /// <summary>Wakes a job. Tried again once, after a worker died; what a job itself needs is tried again by its runner.</summary>
    /// <param name="jobId">The job; stored and shown by Hangfire, as all arguments are.</param>
    /// <param name="cancellation">Cancelled by Hangfire when its server stops.</param>
    [AutomaticRetry(Attempts = 1, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(string jobId, CancellationToken cancellation)
    {
        if (scheduler.DueTimeOf(jobId) is not { } due)
        {
            return;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop);
        try
        {
            await target(jobId, due, either.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The scheduler is stopping: a wake cut short is no fault of the job.
        }
    }
}
