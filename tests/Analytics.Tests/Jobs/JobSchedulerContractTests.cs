using System.Collections.Concurrent;
using Analytics.Domain.Jobs;
using Analytics.Scheduling;
using Analytics.Scheduling.Quartz;

namespace Analytics.Tests.Jobs;

/// <summary>
/// What every scheduler adapter must do. The clock stands just before a full minute, so that a schedule of five fields is
/// due within seconds; on a machine that is so busy that the start takes longer, it is due a minute later.
/// </summary>
public abstract class JobSchedulerContractTests
{
    private static readonly DateTimeOffset Minute = new(2026, 11, 22, 12, 1, 0, TimeSpan.Zero);
    private readonly BlockingCollection<(string Job, DateTimeOffset At)> wakes = [];

    /// <summary>A scheduler on the given clock.</summary>
    protected abstract IJobScheduler Create(TimeProvider time);

    [Fact]
    public async Task Start_DueJob_IsWokenOnceWithItsScheduledTime()
    {
        await using var scheduler = Create(new ShiftedTime(Minute.AddSeconds(-3)));
        await scheduler.StartAsync([Job("every", "* * * * *"), Job("nightly", "30 3 * * *")], Collect, default);

        var (job, at) = Take();
        Assert.Equal("every", job);
        Assert.False(wakes.TryTake(out _, TimeSpan.FromSeconds(2)), "A job was woken twice, or one that was not due.");
        Assert.Equal(at.AddMinutes(1), await scheduler.NextAsync("every", default));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 3, 30, 0, TimeSpan.Zero), await scheduler.NextAsync("nightly", default));
        Assert.Null(await scheduler.NextAsync("unknown", default));
    }

    [Fact]
    public async Task Pause_Job_IsNotWokenAndGoesOnAfterResuming()
    {
        var time = new ShiftedTime(Minute.AddSeconds(-3));
        await using var scheduler = Create(time);
        await scheduler.StartAsync([Job("every", "* * * * *")], Collect, default);

        await scheduler.PauseAsync("every", default);
        Assert.Null(await scheduler.NextAsync("every", default));
        wakes.TryTake(out _);
        Assert.False(wakes.TryTake(out _, TimeSpan.FromSeconds(4)), "A paused job was woken.");

        await scheduler.ResumeAsync("every", default);
        Assert.True(await scheduler.NextAsync("every", default) > time.GetUtcNow());
        Assert.False(wakes.TryTake(out _, TimeSpan.FromSeconds(1)), "What the pause left out was made up for.");
    }

    [Fact]
    public async Task Wake_ThatFails_DoesNotStopTheOthers()
    {
        await using var scheduler = Create(new ShiftedTime(Minute.AddSeconds(-3)));
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
        await using var scheduler = Create(new ShiftedTime(Minute.AddSeconds(-3)));
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
        await using var scheduler = Create(new ShiftedTime(Minute.AddSeconds(-3)));
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

    private Task Collect(string job, DateTimeOffset at, CancellationToken cancellation)
    {
        wakes.Add((job, at), cancellation);
        return Task.CompletedTask;
    }

    private (string Job, DateTimeOffset At) Take()
    {
        Assert.True(wakes.TryTake(out var wake, TimeSpan.FromSeconds(90)), "No job was woken.");
        Assert.Contains(wake.At, new[] { Minute, Minute.AddMinutes(1) });
        return wake;
    }

    private static JobDefinition Job(string id, string cron) => new(
        id,
        CronSchedule.TryParse(cron, out var schedule, out _) ? schedule : throw new InvalidOperationException(),
        "ingest", [], TimeSpan.FromMinutes(1), 0, TimeSpan.FromSeconds(1), OverlapPolicy.Skip, CatchUpPolicy.None);
}

/// <summary>Quartz.NET with its store in memory.</summary>
public sealed class QuartzJobSchedulerTests : JobSchedulerContractTests
{
    protected override IJobScheduler Create(TimeProvider time) => new QuartzJobScheduler(time);
}
