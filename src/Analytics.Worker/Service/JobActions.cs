using Analytics.Domain.Jobs;
using Analytics.Pipeline.Jobs;
using Analytics.Scheduling;

namespace Analytics.Worker.Service;

/// <summary>What an operator may do with a job.</summary>
internal sealed class JobActions(
    JobRunner runner,
    IJobScheduler scheduler,
    IRunLedger ledger,
    IHostApplicationLifetime lifetime,
    ILogger<JobActions> logger)
{
    /// <summary>Starts a run and does not wait for it.</summary>
    public Task<string> Start(JobDefinition job, JobInterval? again)
    {
        _ = RunAsync(job, again);
        return Task.FromResult("started");
    }

    /// <summary>Pauses a job or lets it go on, also after the next start.</summary>
    public async Task<string> PauseAsync(JobDefinition job, bool isPaused, CancellationToken cancellation)
    {
        await ledger.PauseAsync(job.Id, isPaused, cancellation);
        await (isPaused ? scheduler.PauseAsync(job.Id, cancellation) : scheduler.ResumeAsync(job.Id, cancellation));
        return isPaused ? "paused" : "resumed";
    }

    /// <summary>The latest run of a job, or null.</summary>
    public async Task<JobRun?> LastAsync(JobDefinition job, CancellationToken cancellation) =>
        await ledger.RunsAsync(job.Id, 1, cancellation) is [var latest, ..] ? latest : null;

    private async Task RunAsync(JobDefinition job, JobInterval? again)
    {
        try
        {
            await Task.Yield();
            await runner.RunNowAsync(job, again, lifetime.ApplicationStopping);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The run is noted as stopped.
        }
        catch (Exception fault)
        {
            // Nobody waits for this task: without the line the fault would be lost.
            ServiceLog.JobBroken(logger, job.Id, fault);
        }
    }
}
