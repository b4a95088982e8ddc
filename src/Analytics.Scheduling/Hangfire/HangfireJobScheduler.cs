using System.Collections.Concurrent;
using Analytics.Domain.Jobs;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.Logging;
using Hangfire.PostgreSql;
using Hangfire.Storage;

namespace Analytics.Scheduling.Hangfire;

/// <summary>
/// Hangfire: with its store in memory for one process, or over a PostgreSQL database for several workers. A job's queue is
/// its verb, so that a stage can be watched, and kept from workers, by name.
/// </summary>
public sealed class HangfireJobScheduler : IJobScheduler
{
    /// <summary>More wakes than this at once only wait; the work itself is queued elsewhere.</summary>
    private const int WakesAtOnce = 16;

    private static readonly TimeSpan Polling = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A worker that gives no sign of life for so long loses its wake to another. Sliding: a wake may take as long as it
    /// likes while its worker lives; Hangfire's fixed half hour would run long jobs twice.
    /// </summary>
    private static readonly TimeSpan Invisibility = TimeSpan.FromMinutes(5);

    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, JobDefinition> jobs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stop = new();
    private readonly RecurringJobManager manager;
    private BackgroundJobServer? server;

    /// <summary>Opens the store; nothing is woken yet.</summary>
    /// <param name="time">Clock for the times that wakes bear; Hangfire itself goes by the machine's.</param>
    /// <param name="store">Where several workers meet; null = there is only this one.</param>
    public HangfireJobScheduler(TimeProvider time, SchedulerStore? store)
    {
        this.time = time;

        // The log of a host that is gone would make Hangfire fail; a new host sets its own.
        LogProvider.SetCurrentLogProvider(null);
        var configuration = GlobalConfiguration.Configuration
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings();
        Storage = store is null
            ? configuration.UseInMemoryStorage().Entry
            : configuration.UsePostgreSqlStorage(
                options => options.UseNpgsqlConnection(store.ConnectionString),
                new PostgreSqlStorageOptions
                {
                    SchemaName = $"{store.Schema}_hangfire",
                    PrepareSchemaIfNecessary = true,
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = Invisibility,
                    QueuePollInterval = Polling,
                    DistributedLockTimeout = TimeSpan.FromMinutes(1),
                    AllowDegradedModeWithoutStorage = false,
                }).Entry;
        manager = new RecurringJobManager(Storage);
    }

    /// <summary>The store, for the dashboard.</summary>
    internal JobStorage Storage { get; }

    /// <inheritdoc/>
    public Task StartAsync(IReadOnlyList<JobDefinition> jobs, JobWake wake, CancellationToken cancellation)
    {
        foreach (var job in jobs)
        {
            this.jobs[job.Id] = job;
            Schedule(job);
        }

        using (var connection = Storage.GetConnection())
        {
            foreach (var known in connection.GetRecurringJobs().Where(known => !this.jobs.ContainsKey(known.Id)))
            {
                manager.RemoveIfExists(known.Id);
            }
        }

        server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = WakesAtOnce,
                Queues = [.. jobs.Select(QueueOf).Distinct(StringComparer.Ordinal).DefaultIfEmpty("default")],
                SchedulePollingInterval = Polling,
                Activator = new WakeActivator(new HangfireWake(this, wake, stop.Token)),
            },
            Storage);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset?> NextAsync(string jobId, CancellationToken cancellation)
    {
        using var connection = Storage.GetConnection();
        var next = connection.GetRecurringJobs([jobId]).FirstOrDefault(static job => !job.Removed)?.NextExecution;
        return Task.FromResult<DateTimeOffset?>(
            next is { } due ? new DateTimeOffset(DateTime.SpecifyKind(due, DateTimeKind.Utc)) : null);
    }

    /// <inheritdoc/>
    public Task PauseAsync(string jobId, CancellationToken cancellation)
    {
        manager.RemoveIfExists(jobId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task ResumeAsync(string jobId, CancellationToken cancellation)
    {
        if (jobs.TryGetValue(jobId, out var job))
        {
            Schedule(job);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (server is { } running)
        {
            server = null;
            await stop.CancelAsync();
            running.SendStop();
            await running.WaitForShutdownAsync(cancellation);
            running.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        stop.Dispose();
    }

    /// <summary>The time for which a job is woken now; null for one that is not declared here.</summary>
    internal DateTimeOffset? DueTimeOf(string jobId) =>
        jobs.TryGetValue(jobId, out var job) ? job.Schedule.LastUpTo(time.GetUtcNow()) : null;

    private void Schedule(JobDefinition job) => manager.AddOrUpdate<HangfireWake>(
        job.Id,
        QueueOf(job),
        wake => wake.RunAsync(job.Id, CancellationToken.None),
        job.Schedule.Text,
        new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc, MisfireHandling = MisfireOf(job.CatchUp) });

    private static string QueueOf(JobDefinition job) => job.Verb;

    private static MisfireHandlingMode MisfireOf(CatchUpPolicy policy) => policy switch
    {
        CatchUpPolicy.All => MisfireHandlingMode.Strict,
        CatchUpPolicy.Latest => MisfireHandlingMode.Relaxed,
        _ => MisfireHandlingMode.Ignorable,
    };

    private sealed class WakeActivator(HangfireWake wake) : JobActivator
    {
        public override object ActivateJob(Type jobType) => wake;
    }
}
