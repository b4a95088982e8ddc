using Analytics.Domain.Jobs;
using Analytics.Lake.Ledger;
using Analytics.Sources;
using Analytics.Tests.Postgres;

namespace Analytics.Tests.Jobs;

/// <summary>What every run ledger must do, whatever database it is in.</summary>
public abstract class RunLedgerContractTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A ledger over the same database, as another worker opens it.</summary>
    protected abstract IRunLedger Open();

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    [Survives(24, 26)]
    public async Task Claim_FiredTwiceAtOnce_RunsOnce()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 4)
            .Select(worker => Open().ClaimAsync(Request(owner: $"w{worker}"), default)));

        Assert.Single(claims, static claim => claim.Outcome == ClaimOutcome.Claimed);
        Assert.Equal(3, claims.Count(static claim => claim.Outcome == ClaimOutcome.UnderWay));
    }

    [Fact]
    public async Task Claim_IntervalThatSucceeded_IsSettled()
    {
        var ledger = Open();
        await EndAsync(ledger, await ledger.ClaimAsync(Request(), default), RunState.Succeeded);

        Assert.Equal(ClaimOutcome.Settled, (await ledger.ClaimAsync(Request(), default)).Outcome);
        Assert.Equal(ClaimOutcome.Settled, (await ledger.ClaimAsync(Request() with { IsManual = true }, default)).Outcome);
    }

    [Fact]
    public async Task Claim_WhileAnotherIntervalRuns_IsUnderWay()
    {
        var ledger = Open();
        await ledger.ClaimAsync(Request(), default);

        Assert.Equal(ClaimOutcome.UnderWay, (await ledger.ClaimAsync(Request(hour: 13), default)).Outcome);
        Assert.Equal(ClaimOutcome.Claimed, (await ledger.ClaimAsync(Request(job: "other"), default)).Outcome);
    }

    [Fact]
    public async Task Claim_AfterFailures_HasAttemptsUntilTheyAreUsedUp()
    {
        var ledger = Open();
        for (var attempt = 1; attempt <= 2; attempt++)
        {
            var claim = await ledger.ClaimAsync(Request() with { MaxAttempts = 2 }, default);
            Assert.Equal(attempt, claim.Lease!.Attempt);
            await EndAsync(ledger, claim, RunState.Failed);
        }

        Assert.Equal(ClaimOutcome.Settled, (await ledger.ClaimAsync(Request() with { MaxAttempts = 2 }, default)).Outcome);
        Assert.Equal(
            ClaimOutcome.Claimed,
            (await ledger.ClaimAsync(Request() with { MaxAttempts = 2, IsManual = true }, default)).Outcome);
    }

    [Fact]
    [Survives(25)]
    public async Task Claim_AfterACrash_WaitsForTheLeaseAndFencesTheZombieOff()
    {
        var ledger = Open();
        var zombie = (await ledger.ClaimAsync(Request(owner: "zombie"), default)).Lease!;
        Assert.Equal(
            ClaimOutcome.UnderWay, (await ledger.ClaimAsync(Request() with { Now = Noon.AddSeconds(59) }, default)).Outcome);

        var heir = (await Open().ClaimAsync(Request(owner: "heir") with { Now = Noon.AddSeconds(61) }, default)).Lease!;

        Assert.Equal(2, heir.Attempt);
        Assert.True(heir.FencingToken > zombie.FencingToken);
        Assert.False(await ledger.HeartbeatAsync(zombie, Noon.AddSeconds(62), "late", default));
        Assert.False(await ledger.EndAsync(zombie, new RunEnd(RunState.Succeeded, Noon, 1, 0, "twice"), default));
        Assert.True(await ledger.EndAsync(heir, new RunEnd(RunState.Succeeded, Noon.AddSeconds(63), 7, 0, "once"), default));
        Assert.Equal(
            [(RunState.Succeeded, 7L), (RunState.Abandoned, 0L)],
            (await ledger.RunsAsync("ingest", 10, default)).Select(static run => (run.State, run.Rows)));
    }

    [Fact]
    public async Task Heartbeat_OfARun_ProlongsItAndKeepsItsProgress()
    {
        var ledger = Open();
        var lease = (await ledger.ClaimAsync(Request(), default)).Lease!;

        Assert.True(await ledger.HeartbeatAsync(lease, Noon.AddSeconds(50), "ingest 1/2 files", default));

        Assert.Equal(
            ClaimOutcome.UnderWay, (await ledger.ClaimAsync(Request() with { Now = Noon.AddSeconds(100) }, default)).Outcome);
        var run = Assert.Single(await ledger.RunsAsync(null, 10, default));
        Assert.Equal(("ingest 1/2 files", Noon.AddSeconds(110)), (run.Progress, run.LeaseUntil));
    }

    [Fact]
    public async Task Settled_OfJobs_LeavesOutWhatWasInterruptedOrByHand()
    {
        var ledger = Open();
        await EndAsync(ledger, await ledger.ClaimAsync(Request(hour: 12), default), RunState.Succeeded);
        await EndAsync(ledger, await ledger.ClaimAsync(Request(hour: 13), default), RunState.Stopped);
        await EndAsync(ledger, await ledger.ClaimAsync(Request(hour: 14) with { IsManual = true }, default), RunState.Succeeded);
        await ledger.SkipAsync(Request(job: "build", hour: 15), "busy", default);

        var settled = await ledger.SettledAsync(default);

        Assert.Equal(Noon, settled["ingest"]);
        Assert.Equal(Noon.AddHours(3), settled["build"]);
        Assert.Equal(ClaimOutcome.Settled, (await ledger.ClaimAsync(Request(job: "build", hour: 15), default)).Outcome);
    }

    [Fact]
    public async Task Pause_AndAudit_AreKept()
    {
        var ledger = Open();
        await ledger.PauseAsync("ingest", isPaused: true, default);
        await ledger.PauseAsync("ingest", isPaused: true, default);
        await ledger.PauseAsync("build", isPaused: true, default);
        await ledger.PauseAsync("build", isPaused: false, default);
        var entry = new AuditEntry(Noon, "o'brien", "operator", "pause", "ingest", "done", "127.0.0.1");
        await ledger.AddAuditAsync(entry, default);

        Assert.Equal(["ingest"], await Open().PausedAsync(default));
        Assert.Equal(entry, Assert.Single(await Open().AuditAsync(5, default)));
    }

    private static Task<bool> EndAsync(IRunLedger ledger, RunClaim claim, RunState state) =>
        ledger.EndAsync(claim.Lease!, new RunEnd(state, Noon.AddSeconds(1), 0, 0, ""), default);

    private static RunRequest Request(string job = "ingest", int hour = 12, string owner = "w")
    {
        var to = new DateTimeOffset(2026, 11, 22, hour, 0, 0, TimeSpan.Zero);
        return new RunRequest(
            job, new JobInterval(to.AddHours(-1), to), "hash", IsManual: false, 3, owner, Noon, TimeSpan.FromSeconds(60));
    }
}

/// <summary>The run ledger of one data root.</summary>
public sealed class DuckDbRunLedgerTests : RunLedgerContractTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("run-ledger-test-").FullName;
    private readonly List<DuckDbRunLedger> opened = [];

    protected override IRunLedger Open()
    {
        var ledger = new DuckDbRunLedger(Path.Combine(folder, "runs.duckdb"), new DiskFileOps(), TimeProvider.System);
        opened.Add(ledger);
        return ledger;
    }

    public override void Dispose()
    {
        base.Dispose();
        opened.ForEach(static ledger => ledger.Dispose());
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The run ledger of several workers.</summary>
[Collection(nameof(PostgresServer))]
public sealed class PostgresRunLedgerTests(PostgresServer server) : RunLedgerContractTests, IAsyncLifetime
{
    private readonly List<PostgresRunLedger> opened = [];
    private string database = "";

    public async Task InitializeAsync() => database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public override void Dispose()
    {
        base.Dispose();
        opened.ForEach(static ledger => ledger.Dispose());
    }

    protected override IRunLedger Open()
    {
        var ledger = new PostgresRunLedger(database, "analytics_state");
        opened.Add(ledger);
        return ledger;
    }
}
