using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Lake.Ledger;
using Analytics.Pipeline.Jobs;
using Analytics.Sources;

namespace Analytics.Tests.Jobs;

/// <summary>Wakes, crashes and clocks: whatever a scheduler does, an interval is done once.</summary>
public sealed class JobRunnerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("job-runner-test-").FullName;
    private readonly ShiftedTime time = new(Noon);
    private readonly DuckDbRunLedger ledger;
    private readonly ScriptedJob work = new();

    public JobRunnerTests() => ledger = new DuckDbRunLedger(Path.Combine(folder, "runs.duckdb"), new DiskFileOps(), TimeProvider.System);

    public void Dispose()
    {
        ledger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    [Survives(26)]
    public async Task Wake_TwiceForOneTime_RunsOnce()
    {
        using var runner = Runner(Job());
        using var other = Runner(Job());

        await Task.WhenAll(runner.WakeAsync("job", Noon, default), other.WakeAsync("job", Noon, default));
        await runner.WakeAsync("job", Noon, default);

        Assert.Equal(new JobInterval(Noon.AddHours(-1), Noon), Assert.Single(work.Done));
    }

    [Fact]
    public async Task Wake_WhileBusyAndSkipping_IsRecordedAsSkipped()
    {
        using var runner = Runner(Job());
        work.Holds = new TaskCompletionSource();
        var first = runner.WakeAsync("job", Noon, default);
        await work.Started.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await runner.WakeAsync("job", Noon.AddHours(1), default);
        work.Holds.SetResult();
        await first;

        Assert.Equal([RunState.Skipped, RunState.Succeeded], await StatesAsync());
    }

    [Fact]
    public async Task Wake_WhileBusyAndQueueing_RunsAfterwards()
    {
        using var runner = Runner(Job() with { Overlap = OverlapPolicy.Queue });
        work.Holds = new TaskCompletionSource();
        var first = runner.WakeAsync("job", Noon, default);
        await work.Started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var second = runner.WakeAsync("job", Noon.AddHours(1), default);
        await runner.WakeAsync("job", Noon.AddHours(2), default);

        work.Holds.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal([Noon, Noon.AddHours(1)], work.Done.Select(static interval => interval.To));
        Assert.Contains(RunState.Skipped, await StatesAsync());
    }

    [Theory]
    [InlineData(ExitCode.DependencyUnreachable, 3)]
    [InlineData(ExitCode.CheckFailed, 1)]
    [InlineData(ExitCode.InvalidConfiguration, 1)]
    public async Task Wake_FailingJob_IsTriedAgainWhereItMayHelp(ExitCode exitCode, int attempts)
    {
        using var runner = Runner(Job() with { Retries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) });
        work.ExitCode = exitCode;

        await runner.WakeAsync("job", Noon, default);

        Assert.Equal(Enumerable.Repeat(RunState.Failed, attempts), await StatesAsync());
    }

    [Fact]
    public async Task Wake_JobThatThrows_IsAFailureWithItsText()
    {
        using var runner = Runner(Job());
        work.Throws = new InvalidOperationException("broken inside");

        await runner.WakeAsync("job", Noon, default);

        var run = Assert.Single(await ledger.RunsAsync("job", 5, default));
        Assert.Equal(RunState.Failed, run.State);
        Assert.Contains("broken inside", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wake_PastItsTimeLimit_IsCancelled()
    {
        using var runner = Runner(Job() with { TimeLimit = TimeSpan.FromMilliseconds(50) });
        work.Holds = new TaskCompletionSource();

        await runner.WakeAsync("job", Noon, default);

        Assert.Equal([RunState.TimedOut], await StatesAsync());
    }

    [Fact]
    [Survives(26)]
    public async Task CatchUp_AfterAStop_DoesTheInterruptedIntervalAgain()
    {
        using (var runner = Runner(Job()))
        {
            await runner.WakeAsync("job", Noon.AddHours(-1), default);
            using var stop = new CancellationTokenSource();
            work.Holds = new TaskCompletionSource();
            work.Started = new TaskCompletionSource();
            var interrupted = runner.WakeAsync("job", Noon, stop.Token);
            await work.Started.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => interrupted);
            work.Holds = null;
        }

        using var next = Runner(Job());
        await next.CatchUpAsync(default);

        Assert.Equal([Noon.AddHours(-1), Noon], work.Done.Select(static interval => interval.To));
        Assert.Equal([RunState.Succeeded, RunState.Stopped, RunState.Succeeded], await StatesAsync());
    }

    [Fact]
    public async Task CatchUp_AfterACrash_TakesOverWhenTheLeaseRanOut()
    {
        var job = Job();
        await ClaimAsync(job, Noon.AddHours(-1), isEnded: true);
        var zombie = await ClaimAsync(job, Noon, isEnded: false);
        time.Shift(TimeSpan.FromMinutes(2));

        using var runner = Runner(job);
        await runner.CatchUpAsync(default);

        Assert.Equal(Noon, Assert.Single(work.Done).To);
        Assert.False(await ledger.EndAsync(zombie, new RunEnd(RunState.Succeeded, Noon, 1, 0, ""), default));
    }

    [Fact]
    public async Task CatchUp_WhatAnotherWorkerIsAt_IsLeftToItWithoutATrace()
    {
        var job = Job() with { CatchUp = CatchUpPolicy.All };
        await ClaimAsync(job, Noon.AddHours(-3), isEnded: true);
        await ClaimAsync(job, Noon.AddHours(-2), isEnded: false);

        using var runner = Runner(job);
        await runner.CatchUpAsync(default);

        Assert.Empty(work.Done);
        Assert.Equal([RunState.Running, RunState.Succeeded], await StatesAsync());
    }

    [Fact]
    public async Task Wake_ThatComesLate_IsForTheTimeThatWasDue()
    {
        using var runner = Runner(Job());

        await runner.WakeAsync("job", Noon.AddMinutes(7), default);
        await runner.WakeAsync("job", Noon, default);

        Assert.Equal(new JobInterval(Noon.AddHours(-1), Noon), Assert.Single(work.Done));
    }

    [Theory]
    [InlineData(CatchUpPolicy.None, 0)]
    [InlineData(CatchUpPolicy.Latest, 1)]
    [InlineData(CatchUpPolicy.All, 5)]
    [Survives(26)]
    public async Task CatchUp_MissedTimes_FollowsThePolicy(CatchUpPolicy policy, int runs)
    {
        var job = Job() with { CatchUp = policy };
        await ClaimAsync(job, Noon.AddHours(-5), isEnded: true);

        using var runner = Runner(job);
        await runner.CatchUpAsync(default);

        Assert.Equal(runs, work.Done.Count);
        Assert.All(work.Done.TakeLast(1), static interval => Assert.Equal(Noon, interval.To));
    }

    [Fact]
    [Survives(9)]
    public async Task CatchUp_ClockThatWentBack_DoesNothingTwice()
    {
        var job = Job() with { CatchUp = CatchUpPolicy.All };
        await ClaimAsync(job, Noon, isEnded: true);
        time.Shift(TimeSpan.FromHours(-3));

        using var runner = Runner(job);
        await runner.CatchUpAsync(default);
        await runner.WakeAsync("job", Noon, default);

        Assert.Empty(work.Done);
    }

    [Fact]
    public async Task CatchUp_JobThatNeverRan_StartsAtItsNextTime()
    {
        using var runner = Runner(Job());

        await runner.CatchUpAsync(default);

        Assert.Empty(work.Done);
    }

    [Fact]
    public async Task Run_GivesWorkItsTokenAndRecordsRowsAndOutput()
    {
        using var runner = Runner(Job());
        await runner.RunNowAsync(Job(), again: null, default);

        var run = Assert.Single(await ledger.RunsAsync("job", 5, default));
        Assert.Equal(work.Token, run.FencingToken);
        Assert.Equal((42L, "said", true, 0), (run.Rows, run.Output, run.IsManual, run.ExitCode));
    }

    private static JobDefinition Job() => new(
        "job",
        CronSchedule.TryParse("0 * * * *", out var schedule, out _) ? schedule : throw new InvalidOperationException(),
        "ingest", [], TimeSpan.FromMinutes(1), 0, TimeSpan.FromSeconds(1), OverlapPolicy.Skip, CatchUpPolicy.Latest);

    private JobRunner Runner(JobDefinition job) =>
        new(new JobCatalog([job]), work, ledger, new JobRunnerOptions { HeartbeatSeconds = 1, LeaseSeconds = 60 }, $"{Guid.NewGuid()}", time);

    private async Task<RunLease> ClaimAsync(JobDefinition job, DateTimeOffset to, bool isEnded)
    {
        var claim = await ledger.ClaimAsync(
            new RunRequest(
                job.Id, new JobInterval(to.AddHours(-1), to), JobCatalog.InputHash(job), IsManual: false, 1, "earlier",
                time.GetUtcNow(), TimeSpan.FromSeconds(60)),
            default);
        if (isEnded)
        {
            await ledger.EndAsync(claim.Lease!, new RunEnd(RunState.Succeeded, time.GetUtcNow(), 0, 0, ""), default);
        }

        return claim.Lease!;
    }

    private async Task<IEnumerable<RunState>> StatesAsync() =>
        (await ledger.RunsAsync("job", 10, default)).Select(static run => run.State);

    /// <summary>Work that ends as it is told.</summary>
    private sealed class ScriptedJob : IPipelineJob
    {
        public List<JobInterval> Done { get; } = [];

        public TaskCompletionSource Started { get; set; } = new();

        public TaskCompletionSource? Holds { get; set; }

        public ExitCode ExitCode { get; set; } = ExitCode.Ok;

        public Exception? Throws { get; set; }

        public long Token { get; private set; }

        public async Task<JobResult> RunAsync(JobContext context, CancellationToken cancellation)
        {
            Token = context.FencingToken;
            Started.TrySetResult();
            if (Holds is { } holds)
            {
                await holds.Task.WaitAsync(cancellation);
            }

            if (Throws is not null)
            {
                throw Throws;
            }

            Done.Add(context.Interval);
            return new JobResult(ExitCode, 42, "said");
        }
    }
}
