using System.Data.Common;
using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Pipeline.Jobs;
using Analytics.Scheduling;

namespace Analytics.Worker.Service;

/// <summary>
/// Starts the scheduler and keeps it until the host stops. When it dies the host ends with a code of its own: a dead
/// background service would otherwise end the process with 0, and nobody would start it again.
/// </summary>
internal sealed class JobService(
    JobCatalog jobs,
    JobRunner runner,
    IJobScheduler scheduler,
    IRunLedger ledger,
    ServiceOptions options,
    TimeProvider time,
    ServiceEnd end,
    IHostApplicationLifetime lifetime,
    ILogger<JobService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            runner.Ended += (job, state, length) => ServiceLog.JobEnded(logger, job.Id, state, length.TotalSeconds);
            await scheduler.StartAsync(jobs.Jobs, WakeAsync, stoppingToken);
            foreach (var jobId in (await ledger.PausedAsync(stoppingToken)).Where(id => jobs.Find(id) is not null))
            {
                await scheduler.PauseAsync(jobId, stoppingToken);
            }

            // Again and again: what a worker of the same ledger left when it died is made up for by those that live.
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Jobs.LeaseSeconds), time);
            do
            {
                await CatchUpAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
        catch (Exception fault)
        {
            end.ExitCode = FaultCodes.Of(fault) ?? ExitCode.Unexpected;
            ServiceLog.Died(logger, (int)end.ExitCode, fault);
            lifetime.StopApplication();
        }
        finally
        {
            await scheduler.StopAsync(CancellationToken.None);
        }
    }

    private async Task CatchUpAsync(CancellationToken cancellation)
    {
        try
        {
            await runner.CatchUpAsync(cancellation);
        }
        catch (Exception fault) when (fault is IOException or DbException)
        {
            // A ledger out of reach now may be there the next time.
            ServiceLog.CatchUpBroken(logger, fault);
        }
    }

    private async Task WakeAsync(string jobId, DateTimeOffset scheduledFor, CancellationToken cancellation)
    {
        try
        {
            await runner.WakeAsync(jobId, scheduledFor, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The next time may go better; a run that was claimed is abandoned when its lease runs out.
            ServiceLog.JobBroken(logger, jobId, fault);
        }
    }
}

/// <summary>What the process returns when the service ends.</summary>
internal sealed class ServiceEnd
{
    /// <summary>Ok unless a part died.</summary>
    public ExitCode ExitCode { get; set; } = ExitCode.Ok;
}
