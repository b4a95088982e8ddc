using Analytics.Domain.Jobs;
using Npgsql;
using Quartz;

namespace Analytics.Scheduling.Quartz;

/// <summary>
/// Quartz.NET: with its store in memory for one process, or clustered over a PostgreSQL database, where one of the workers
/// wakes a job and the others take over what a dead one left.
/// </summary>
/// <param name="time">Clock.</param>
/// <param name="store">Where several workers meet; null = there is only this one.</param>
public sealed class QuartzJobScheduler(TimeProvider time, SchedulerStore? store = null) : IJobScheduler
{
    /// <summary>More wakes than this at once only wait; the work itself is queued elsewhere.</summary>
    private const int WakesAtOnce = 32;

    /// <summary>Name of the cluster, the same for all its workers.</summary>
    private const string SchedulerName = "analytics";

    private readonly CancellationTokenSource stop = new();
    private IScheduler? scheduler;

    /// <inheritdoc/>
    public async Task StartAsync(IReadOnlyList<JobDefinition> jobs, JobWake wake, CancellationToken cancellation)
    {
        if (store is not null)
        {
            await CreateSchemaAsync(store, cancellation);
        }

        scheduler = await QuartzSchedulerBuilder.Create(Configure).BuildScheduler(cancellation);
        scheduler.Context[nameof(WakeJob)] = new WakeJob.Target(wake, stop.Token);
        var declared = jobs.Select(static job => job.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var known in await scheduler.GetJobKeys(GroupMatcher<JobKey>.AnyGroup(), cancellation))
        {
            if (!declared.Contains(known.Name))
            {
                await scheduler.DeleteJob(known, cancellation);
            }
        }

        foreach (var job in jobs)
        {
            await ScheduleAsync(scheduler, job, cancellation);
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

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.UseDefaultThreadPool(WakesAtOnce).UseTimeProvider(time);
        if (store is null)
        {
            quartz.UseInMemoryStore(static _ => { });
            return;
        }

        var connection = new NpgsqlConnectionStringBuilder(store.ConnectionString)
        {
            ApplicationName = "analytics scheduler",
            SearchPath = store.Schema,
        }.ConnectionString;
        quartz.ConfigureScheduler(options =>
        {
            options.InstanceName = SchedulerName;
            options.InstanceId = store.Worker;
        });
        quartz.UsePersistentStore(persistent => persistent
            .UsePostgres(NpgsqlFactory.Instance, connection)
            .ConfigureStore(static options => options.StoreJobDataAsStrings = true)
            .ProvisionSchema()
            .UseClustering(static _ => { }));
    }

    /// <summary>The tables are made by Quartz, the schema that they stand in is not.</summary>
    private static async Task CreateSchemaAsync(SchedulerStore store, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            begin;
            select pg_advisory_xact_lock(hashtext('analytics scheduler {store.Schema}'));
            create schema if not exists {store.Schema};
            commit;
            """;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>
    /// Adds a job, or changes the one that another worker has added. What stands there already stays as it is, with the time
    /// at which it is due.
    /// </summary>
    private async Task ScheduleAsync(IScheduler target, JobDefinition job, CancellationToken cancellation)
    {
        var trigger = (ICronTrigger)TriggerBuilder.Create(time)
            .WithIdentity(job.Id)
            .WithSchedule(CronScheduleBuilder.Create(CronExpression.Parse(job.Schedule.Text, CronFormat.Unix)
                    .WithTimeZone(TimeZoneInfo.Utc))
                .WithMisfireInstruction(MisfireOf(job.CatchUp)))
            .Build();
        if (await target.GetTrigger(trigger.Key, cancellation) is not ICronTrigger known)
        {
            await target.ScheduleJob(
                JobBuilder.Create<WakeJob>().WithIdentity(job.Id).RequestRecovery().Build(),
                trigger,
                ScheduleJobOptions.Replacing,
                cancellation);
        }
        else if (known.CronExpressionString != trigger.CronExpressionString
            || known.MisfireInstruction != trigger.MisfireInstruction)
        {
            await target.RescheduleJob(trigger.Key, trigger, cancellation);
        }
    }

    private static CronTriggerMisfireInstruction MisfireOf(CatchUpPolicy policy) => policy switch
    {
        CatchUpPolicy.All => CronTriggerMisfireInstruction.IgnoreMisfires,
        CatchUpPolicy.Latest => CronTriggerMisfireInstruction.FireAndProceed,
        _ => CronTriggerMisfireInstruction.DoNothing,
    };
}
