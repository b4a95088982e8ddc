using Analytics.Domain.Jobs;
using Quartz;

namespace Analytics.Scheduling.Quartz;

/// <summary>Quartz.NET with its store in memory: one process, nothing to set up.</summary>
/// <param name="time">Clock.</param>
public sealed class QuartzJobScheduler(TimeProvider time) : IJobScheduler
{
    /// <summary>More wakes than this at once only wait; the work itself is queued elsewhere.</summary>
    private const int WakesAtOnce = 32;

    private readonly CancellationTokenSource stop = new();
    private IScheduler? scheduler;

    /// <inheritdoc/>
    public async Task StartAsync(IReadOnlyList<JobDefinition> jobs, JobWake wake, CancellationToken cancellation)
    {
        scheduler = await QuartzSchedulerBuilder
            .Create(quartz => quartz.UseInMemoryStore(_ => { }).UseDefaultThreadPool(WakesAtOnce).UseTimeProvider(time))
            .BuildScheduler(cancellation);
        scheduler.Context[nameof(WakeJob)] = new WakeJob.Target(wake, stop.Token);
        foreach (var job in jobs)
        {
            var trigger = TriggerBuilder.Create(time)
                .WithIdentity(job.Id)
                .WithSchedule(CronScheduleBuilder.Create(CronExpression.Parse(job.Schedule.Text, CronFormat.Unix)
                        .WithTimeZone(TimeZoneInfo.Utc))
                    .WithMisfireInstruction(MisfireOf(job.CatchUp)))
                .Build();
            await scheduler.ScheduleJob(
                JobBuilder.Create<WakeJob>().WithIdentity(job.Id).Build(), trigger, new ScheduleJobOptions(), cancellation);
        }

        await scheduler.Start(cancellation);
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextAsync(string jobId, CancellationToken cancellation)
    {
        var key = new TriggerKey(jobId);
        return scheduler is null || await scheduler.GetTriggerState(key, cancellation) == TriggerState.Paused
            ? null
            : (await scheduler.GetTrigger(key, cancellation))?.NextFireTimeUtc;
    }

    /// <inheritdoc/>
    public async Task PauseAsync(string jobId, CancellationToken cancellation) =>
        await Started.PauseJob(new JobKey(jobId), cancellation);

    /// <inheritdoc/>
    public async Task ResumeAsync(string jobId, CancellationToken cancellation)
    {
        // Replaced rather than resumed: resuming would make up for the times of the pause.
        var key = new TriggerKey(jobId);
        if (await Started.GetTrigger(key, cancellation) is { } trigger)
        {
            await Started.RescheduleJob(key, trigger.GetTriggerBuilder().StartAt(time.GetUtcNow()).Build(), cancellation);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (scheduler is { } running)
        {
            scheduler = null;
            await stop.CancelAsync();
            await running.Shutdown(true, cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        stop.Dispose();
    }

    private IScheduler Started =>
        scheduler ?? throw new InvalidOperationException("The scheduler is not running: call StartAsync first.");

    private static CronTriggerMisfireInstruction MisfireOf(CatchUpPolicy policy) => policy switch
    {
        CatchUpPolicy.All => CronTriggerMisfireInstruction.IgnoreMisfires,
        CatchUpPolicy.Latest => CronTriggerMisfireInstruction.FireAndProceed,
        _ => CronTriggerMisfireInstruction.DoNothing,
    };
}
