using System.Collections.Concurrent;
using Analytics.Domain.Jobs;
using Analytics.Scheduling;
using Analytics.Tests.Postgres;

namespace Analytics.Tests.Jobs;

/// <summary>
/// What every scheduler adapter must do. The clock stands just before a full minute where the adapter takes one, so that a
/// schedule of five fields is due within seconds; where it goes by the machine's, or on a busy machine, within a minute.
/// </summary>
public abstract class JobSchedulerContractTests
{
    private readonly BlockingCollection<(string Job, DateTimeOffset At)> wakes = [];

    /// <summary>A clock that the adapter goes by.</summary>
    protected virtual TimeProvider Clock { get; } = new ShiftedTime(new DateTimeOffset(2026, 11, 22, 12, 0, 57, TimeSpan.Zero));

    /// <summary>A scheduler on the given clock.</summary>
    protected abstract IJobScheduler Create(TimeProvider time);

    [Fact]
    public async Task Start_DueJob_IsWokenOnceWithItsScheduledTime()
    {
        await using var scheduler = Create(Clock);
        await scheduler.StartAsync([Job("every", "* * * * *"), Job("nightly", "30 3 * * *")], Collect, default);

        var (job, at) = Take();
        Assert.Equal("every", job);
        Assert.False(wakes.TryTake(out _, TimeSpan.FromSeconds(2)), "A job was woken twice, or one that was not due.");
        Assert.Equal(at.AddMinutes(1), await scheduler.NextAsync("every", default));
        Assert.Equal(Job("nightly", "30 3 * * *").Schedule.NextAfter(Clock.GetUtcNow()), await scheduler.NextAsync("nightly", default));
        Assert.Null(await scheduler.NextAsync("unknown", default));
    }

    [Fact]
    public async Task Pause_Job_IsNotWokenAndGoesOnAfterResuming()
    {
        await using var scheduler = Create(Clock);
        await scheduler.StartAsync([Job("every", "* * * * *")], Collect, default);

        await scheduler.PauseAsync("every", default);
        Assert.Null(await scheduler.NextAsync("every", default));
        wakes.TryTake(out _);
        Assert.False(wakes.TryTake(out _, TimeSpan.FromSeconds(4)), "A paused job was woken.");

        await scheduler.ResumeAsync("every", default);
        Assert.True(await scheduler.NextAsync("every", default) > Clock.GetUtcNow().AddSeconds(-1));
        Assert.False(wakes.TryTake(out _, TimeSpan.FromSeconds(1)), "What the pause left out was made up for.");
    }

    [Fact]
    public async Task Wake_ThatFails_DoesNotStopTheOthers()
    {
        await using var scheduler = Create(Clock);
        await scheduler.StartAsync(
            [Job("broken", "* * * * *"), Job("sound", "* * * * *")],
            (job, at, cancellation) => job == "broken"
                ? throw new InvalidOperationException("broken")
                : Collect(job, at, cancellation),
            default);

        Assert.Equal("sound", Take().Job);
        Assert.NotNull(await scheduler.NextAsync("broken", default));
    }

    [Fact]
    public async Task Wakes_OfAJobThatTakesLong_Overlap()
    {
        await using var scheduler = Create(Clock);
        var holds = new TaskCompletionSource();
        await scheduler.StartAsync(
            [Job("one", "* * * * *"), Job("two", "* * * * *")],
            async (job, at, cancellation) =>
            {
                await Collect(job, at, cancellation);
                await holds.Task.WaitAsync(cancellation);
            },
            default);

        Assert.Equal(["one", "two"], new[] { Take().Job, Take().Job }.Order());
        holds.SetResult();
    }

    [Fact]
    public async Task Stop_WhileAWakeIsUnderWay_CancelsItAndWaits()
    {
        await using var scheduler = Create(Clock);
        var hasEnded = false;
        await scheduler.StartAsync(
            [Job("every", "* * * * *")],
            async (job, at, cancellation) =>
            {
                await Collect(job, at, cancellation);
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
                }
                finally
                {
                    hasEnded = true;
                }
            },
            default);
        Take();

        await scheduler.StopAsync(default);

        Assert.True(hasEnded);
    }

    /// <summary>Keeps what was woken.</summary>
    protected Task Collect(string job, DateTimeOffset at, CancellationToken cancellation)
    {
        wakes.Add((job, at), cancellation);
        return Task.CompletedTask;
    }

    /// <summary>The next wake.</summary>
    protected (string Job, DateTimeOffset At) Take()
    {
        Assert.True(wakes.TryTake(out var wake, TimeSpan.FromSeconds(90)), "No job was woken.");
        Assert.Equal(0, wake.At.Ticks % TimeSpan.TicksPerMinute);
        Assert.InRange(Clock.GetUtcNow() - wake.At, TimeSpan.Zero, TimeSpan.FromSeconds(90));
        return wake;
    }

    /// <summary>Whether nothing is woken for a while.</summary>
    protected bool HasNoMore(TimeSpan wait) => !wakes.TryTake(out _, wait);

    /// <summary>A job of a schedule.</summary>
    protected static JobDefinition Job(string id, string cron) => new(
        id,
        CronSchedule.TryParse(cron, out var schedule, out _) ? schedule : throw new InvalidOperationException(),
        "ingest", [], TimeSpan.FromMinutes(1), 0, TimeSpan.FromSeconds(1), OverlapPolicy.Skip, CatchUpPolicy.None);
}

/// <summary>The scheduler that is compiled, with its store in memory.</summary>
public sealed class EmbeddedJobSchedulerTests : JobSchedulerContractTests
{
    protected override TimeProvider Clock => SchedulerClock.Of(base.Clock);

    protected override IJobScheduler Create(TimeProvider time) => JobScheduling.Create(time, store: null);
}

/// <summary>The scheduler that is compiled, over a PostgreSQL database, as one of several workers.</summary>
[Collection(nameof(PostgresServer))]
public sealed class ClusteredJobSchedulerTests(PostgresServer server) : JobSchedulerContractTests, IAsyncLifetime
{
    private string database = "";

    protected override TimeProvider Clock => SchedulerClock.Of(base.Clock);

    public async Task InitializeAsync() => database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Workers_OnOneDatabase_WakeAJobOnceForAll()
    {
        await using var one = Create(Clock, "one");
        await using var two = Create(Clock, "two");
        JobDefinition[] jobs = [Job("every", "* * * * *")];
        await Task.WhenAll(one.StartAsync(jobs, Collect, default), two.StartAsync(jobs, Collect, default));

        Assert.Equal("every", Take().Job);
        Assert.True(HasNoMore(TimeSpan.FromSeconds(5)), "Both workers were woken.");
        await one.PauseAsync("every", default);
        Assert.Null(await two.NextAsync("every", default));
    }

    [Fact]
    public async Task Start_WithOtherJobs_ChangesAndRemovesThoseOfBefore()
    {
        await using (var before = Create(TimeProvider.System, "one"))
        {
            await before.StartAsync([Job("kept", "30 3 * * *"), Job("gone", "30 3 * * *")], Collect, default);
        }

        await using var after = Create(TimeProvider.System, "one");
        await after.StartAsync([Job("kept", "45 4 * * *")], Collect, default);

        Assert.Null(await after.NextAsync("gone", default));
        Assert.Equal(new TimeSpan(4, 45, 0), (await after.NextAsync("kept", default))!.Value.TimeOfDay);
    }

    protected override IJobScheduler Create(TimeProvider time) => Create(time, "only");

    private IJobScheduler Create(TimeProvider time, string worker) =>
        JobScheduling.Create(time, new SchedulerStore(database, "analytics_state", worker));
}

/// <summary>Hangfire knows only the machine's clock.</summary>
internal static class SchedulerClock
{
    /// <summary>The clock that the compiled scheduler goes by.</summary>
    public static TimeProvider Of(TimeProvider wanted) => JobScheduling.Name == "Hangfire" ? TimeProvider.System : wanted;
}
