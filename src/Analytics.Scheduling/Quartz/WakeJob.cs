using Quartz;

namespace Analytics.Scheduling.Quartz;

/// <summary>Passes a firing on; the only class that Quartz makes.</summary>
internal sealed class WakeJob : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var target = (Target)context.Scheduler.Context[nameof(WakeJob)]!;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, target.Stop);
        try
        {
            await target.Wake(
                context.JobDetail.Key.Name, context.ScheduledFireTimeUtc ?? context.FireTimeUtc, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The scheduler is stopping: a wake cut short is no fault of the job.
        }
    }

    /// <summary>Where firings go.</summary>
    internal sealed record Target(JobWake Wake, CancellationToken Stop);
}
