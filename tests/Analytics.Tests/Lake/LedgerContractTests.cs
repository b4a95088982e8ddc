using Analytics.Domain;
using Analytics.Domain.Jobs;
using Analytics.Lake.Ledger;
using Analytics.Sources;
using Analytics.Tests.Postgres;

namespace Analytics.Tests.Lake;

/// <summary>What every ledger must do, whatever database it is in.</summary>
public abstract class LedgerContractTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The lake whose parts are listed.</summary>
    protected static string LakeFolder => Path.Combine(Path.GetTempPath(), "some-lake");

    /// <summary>Opens the same ledger; called again after a restart.</summary>
    protected abstract ILedger Open();

    public virtual void Dispose() => GC.SuppressFinalize(this);

    [Fact]
    public async Task Commit_AfterRestart_IsThereWhole()
    {
        var commit = CommitOf("a");
        using (var ledger = Open())
        {
            Assert.Equal(1, await ledger.CommitAsync(commit, CancellationToken.None));
            Assert.Equal(2, await ledger.CommitAsync(CommitOf("b"), CancellationToken.None));
        }

        using var again = Open();
        var snapshot = await again.SnapshotAsync(CancellationToken.None);
        Assert.Equal(2, snapshot.CommitNo);
        Assert.Equal(commit.Files[0] with { CommitNo = 1, IngestedAt = Now }, snapshot.Files[0]);
        Assert.Equal(commit.Parts[0].Part with { CommitNo = 1 }, snapshot.Parts[0]);
        Assert.Equal(commit.Sightings[0], (await again.SightingsAsync(CancellationToken.None))[0]);
        Assert.Equal(commit.Quarantined[0], (await again.QuarantineAsync(CancellationToken.None))[0]);
    }

    [Fact]
    public async Task Snapshot_AtAnInstant_HasWhatWasInForceThen()
    {
        using var ledger = Open();
        var version = new FileVersion(CommitOf("a").Files[0].FileId, CommitOf("a").Files[0].ReaderVersion);
        await ledger.CommitAsync(CommitOf("a"), CancellationToken.None);
        await ledger.CommitAsync(
            CommitOf("b") with { CommittedAt = Now.AddHours(1), Superseded = [version] }, CancellationToken.None);
        await ledger.CommitAsync(
            CommitOf("c") with { CommittedAt = Now.AddHours(2), Revived = [version] }, CancellationToken.None);

        Assert.Equal(0, (await ledger.SnapshotAsync(Now.AddSeconds(-1), CancellationToken.None)).CommitNo);
        Assert.Equal(
            ["1: False", "2: True False", "3: False False False"],
            [await FilesAtAsync(0), await FilesAtAsync(1.5), await FilesAtAsync(2)]);

        async Task<string> FilesAtAsync(double hours)
        {
            var snapshot = await ledger.SnapshotAsync(Now.AddHours(hours), CancellationToken.None);
            Assert.Equal(snapshot.Files.Count, snapshot.Parts.Count);
            return $"{snapshot.CommitNo}: {string.Join(' ', snapshot.Files.Select(static file => file.IsSuperseded))}";
        }
    }

    [Fact]
    public async Task Publications_OfEarlierCommits_AreThereOnceEach()
    {
        using var ledger = Open();
        var version = new FileVersion(CommitOf("a").Files[0].FileId, CommitOf("a").Files[0].ReaderVersion);
        await ledger.CommitAsync(CommitOf("a"), CancellationToken.None);
        await ledger.AddPublicationAsync(new Publication(1, Now), CancellationToken.None);
        await ledger.AddPublicationAsync(new Publication(1, Now.AddHours(1)), CancellationToken.None);
        Assert.Empty((await ledger.SnapshotAsync(CancellationToken.None)).Publications);

        await ledger.CommitAsync(
            CommitOf("b") with { CommittedAt = Now.AddHours(2), Superseded = [version] }, CancellationToken.None);
        await ledger.AddPublicationAsync(new Publication(2, Now.AddHours(2)), CancellationToken.None);
        var snapshot = await ledger.SnapshotAsync(CancellationToken.None);
        Assert.Equal([new Publication(1, Now)], snapshot.Publications);
        Assert.Equal(
            [new VersionMark { FileId = version.FileId, ReaderVersion = version.ReaderVersion, IsSuperseded = true, CommitNo = 2 }],
            snapshot.VersionMarks);

        var then = await ledger.SnapshotAsync(Now.AddHours(1), CancellationToken.None);
        Assert.Empty(then.Publications);
        Assert.Empty(then.VersionMarks);
    }

    [Fact]
    public async Task SaveAlerts_Again_KeepsDeliveryAndTheLaterBuild()
    {
        var alert = new AlertState("dear", "customer=a", 110, 120, 90, 100, false, Now, null, null);
        using (var ledger = Open())
        {
            await ledger.SaveAlertsAsync(1, [alert, alert with { Subject = "" }], CancellationToken.None);
            await ledger.SaveAlertsAsync(2, [alert with { DeliveredAt = Now.AddHours(1) }], CancellationToken.None);
            await ledger.SaveAlertsAsync(2, [alert with { ClosedAt = Now.AddDays(1) }], CancellationToken.None);
            await ledger.SaveAlertsAsync(1, [alert], CancellationToken.None);
            await ledger.SaveAlertsAsync(3, [], CancellationToken.None);
        }

        using var again = Open();
        Assert.Equal(
            [
                alert with { Subject = "" },
                alert with { ClosedAt = Now.AddDays(1), DeliveredAt = Now.AddHours(1) },
            ],
            (await again.SnapshotAsync(CancellationToken.None)).Alerts);
    }

    [Fact]
    public async Task MarkDelivered_Twice_KeepsTheFirstTime()
    {
        var alert = new AlertState("dear", "customer=a", 110, 120, 90, 100, false, Now, null, null);
        using var ledger = Open();
        await ledger.SaveAlertsAsync(1, [alert, alert with { Subject = "" }], CancellationToken.None);

        await ledger.MarkDeliveredAsync(alert, Now.AddHours(1), CancellationToken.None);
        await ledger.MarkDeliveredAsync(alert, Now.AddHours(2), CancellationToken.None);

        Assert.Equal(
            [alert with { Subject = "" }, alert with { DeliveredAt = Now.AddHours(1) }],
            (await ledger.SnapshotAsync(CancellationToken.None)).Alerts);
    }

    [Fact]
    public async Task Commit_ThatFails_LeavesNothing()
    {
        using var ledger = Open();
        await ledger.CommitAsync(CommitOf("a"), CancellationToken.None);
        var twice = CommitOf("b") with { Parts = [.. CommitOf("a").Parts] };

        await Assert.ThrowsAnyAsync<Exception>(() => ledger.CommitAsync(twice, CancellationToken.None));

        var snapshot = await ledger.SnapshotAsync(CancellationToken.None);
        Assert.Equal((1L, 1, 1), (snapshot.CommitNo, snapshot.Files.Count, snapshot.Parts.Count));
        Assert.Single(await ledger.SightingsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Commit_WithCountsThatDoNotAddUp_IsRefused()
    {
        using var ledger = Open();
        var commit = CommitOf("a");

        await Assert.ThrowsAnyAsync<Exception>(() => ledger.CommitAsync(
            commit with { Files = [commit.Files[0] with { RowsRead = 99 }] }, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_Superseding_HidesAndReviving_Shows()
    {
        using var ledger = Open();
        await ledger.CommitAsync(CommitOf("a"), CancellationToken.None);
        await ledger.CommitAsync(CommitOf("b") with { Superseded = [new FileVersion("a", 1)] }, CancellationToken.None);
        Assert.True((await ledger.SnapshotAsync(CancellationToken.None)).Files[0].IsSuperseded);
        Assert.Equal("b", Assert.Single(await ledger.QuarantineAsync(CancellationToken.None)).FileId);

        await ledger.CommitAsync(
            CommitOf("c") with { Files = [], Parts = [], Quarantined = [], Revived = [new FileVersion("a", 1)] },
            CancellationToken.None);
        Assert.False((await ledger.SnapshotAsync(CancellationToken.None)).Files[0].IsSuperseded);
    }

    [Fact]
    public async Task Note_ASecondLook_ReplacesTheFirst()
    {
        using var ledger = Open();
        var commit = CommitOf("a");
        await ledger.CommitAsync(commit, CancellationToken.None);

        await ledger.NoteAsync(
            [commit.Sightings[0] with { IsMissing = true, Reason = "gone" }], CancellationToken.None);

        Assert.True(Assert.Single(await ledger.SightingsAsync(CancellationToken.None)).IsMissing);
        Assert.True((await ledger.SnapshotAsync(CancellationToken.None)).Files[0].IsSourceMissing);
    }

    [Fact]
    [Survives(25)]
    public async Task Fence_OfALaterRun_KeepsTheEarlierFromComingBack()
    {
        using (var later = Open())
        {
            await later.FenceAsync(new RunFence("ingest", 7), CancellationToken.None);
            await later.CommitAsync(CommitOf("a"), CancellationToken.None);
        }

        using (var zombie = Open())
        {
            await Assert.ThrowsAsync<FencedOffException>(() => zombie.FenceAsync(new RunFence("ingest", 6), CancellationToken.None));
            await Assert.ThrowsAsync<FencedOffException>(() => zombie.CommitAsync(CommitOf("b"), CancellationToken.None));
            await Assert.ThrowsAsync<FencedOffException>(
                () => zombie.NoteAsync(CommitOf("b").Sightings, CancellationToken.None));
        }

        using (var another = Open())
        {
            await another.FenceAsync(new RunFence("build", 5), CancellationToken.None);
            await another.CommitAsync(CommitOf("d"), CancellationToken.None);
        }

        using var byHand = Open();
        await byHand.CommitAsync(CommitOf("c"), CancellationToken.None);
        Assert.Equal(3, (await byHand.SnapshotAsync(CancellationToken.None)).CommitNo);
    }

    [Fact]
    public async Task Runs_AreListedLatestFirst()
    {
        using var ledger = Open();
        for (var hour = 0; hour < 3; hour++)
        {
            await ledger.AddRunAsync(
                new IngestRun(Now.AddHours(hour), Now.AddHours(hour), hour, 1, 10, 7, 2, 1), CancellationToken.None);
        }

        Assert.Equal([2, 1], (await ledger.RunsAsync(2, CancellationToken.None)).Select(static run => run.FilesRead));
    }

    /// <summary>A commit of one file with one part.</summary>
    protected static LakeCommit CommitOf(string id)
    {
        var file = new LakeFile(id, "s'1", "kind", $"/x/{id}.jsonl", 1, 12, 10, 7, 2, 1, false, false, 0, default);
        var path = Path.Combine(LakeFolder, "requests", "day=2026-01-31", $"{id}-0.parquet");
        var part = new LakePart("requests", new DateOnly(2026, 1, 31), path, 7, 1234, "ff", 0);
        var sighting = new Sighting("s'1", file.Path, 99, Now, id, 88, 12, 1, SightingState.Committed, null, false);
        return new LakeCommit(
            Now, [file], [new CommittedPart(part, Now, Now)], [sighting], [], [],
            [new QuarantineCount(id, 1, "s'1", file.Path, "bad", 2)]);
    }
}

/// <summary>The ledger of one worker.</summary>
public sealed class DuckDbLedgerTests : LedgerContractTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("ledger-test-").FullName;

    protected override ILedger Open() => DuckDbLedger.OpenAsync(
        Path.Combine(folder, "ledger.duckdb"), LakeFolder, new DiskFileOps(), CancellationToken.None).GetAwaiter().GetResult();

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>The ledger of several workers.</summary>
[Collection(nameof(PostgresServer))]
public sealed class PostgresLedgerTests(PostgresServer server) : LedgerContractTests, IAsyncLifetime
{
    private string database = "";

    public async Task InitializeAsync() => database = await server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Commit_OfManyWorkersAtOnce_NumbersThemWithoutGap()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            using var ledger = await OpenAsync();
            return await ledger.CommitAsync(CommitOf($"worker-{worker}"), CancellationToken.None);
        }));

        Assert.Equal(Enumerable.Range(1, 8).Select(static number => (long)number), numbers.Order());
        using var ledger = await OpenAsync();
        Assert.Equal(8, (await ledger.SnapshotAsync(CancellationToken.None)).Files.Count);
    }

    [Fact]
    [Survives(25)]
    public async Task Commit_OfAWorkerTakenForDead_IsRefusedWhileItsHeirWorks()
    {
        using var zombie = await OpenAsync();
        await zombie.FenceAsync(new RunFence("ingest", 1), CancellationToken.None);
        await zombie.CommitAsync(CommitOf("a"), CancellationToken.None);
        using var heir = await OpenAsync();
        await heir.FenceAsync(new RunFence("ingest", 2), CancellationToken.None);

        await Assert.ThrowsAsync<FencedOffException>(() => zombie.CommitAsync(CommitOf("b"), CancellationToken.None));

        Assert.Equal(2, await heir.CommitAsync(CommitOf("b"), CancellationToken.None));
    }

    [Fact]
    [Survives(29)]
    public async Task Open_OfALaterRelease_IsRefusedAndLeftAlone()
    {
        (await OpenAsync()).Dispose();
        await PsqlAsync("drop table analytics_state.publications; insert into analytics_state.schema_versions values (99)");

        var fault = await Assert.ThrowsAsync<InvalidDataException>(OpenAsync);

        Assert.Contains("found schema version 99", fault.Message, StringComparison.Ordinal);
        Assert.Equal("", await PsqlAsync(
            "select tablename from pg_tables where tablename = 'publications' union all "
            + "select nspname from pg_namespace where nspname like 'analytics_state_%'"));
    }

    [Fact]
    [Survives(29)]
    public async Task Open_OfAnEarlierRelease_KeepsItBesideAndGoesBack()
    {
        using (var earlier = await OpenAsync())
        {
            await earlier.CommitAsync(CommitOf("a"), CancellationToken.None);
        }

        // What the first release had: no version, no publications.
        await PsqlAsync("drop table analytics_state.schema_versions, analytics_state.publications");
        using (var ledger = await OpenAsync())
        {
            Assert.Equal(2, await ledger.CommitAsync(CommitOf("b"), CancellationToken.None));
        }

        (await OpenAsync()).Dispose();
        Assert.Equal("1", await PsqlAsync("select count(*) from analytics_state_version_1.commits"));

        await PsqlAsync(
            "drop schema analytics_state cascade; alter schema analytics_state_version_1 rename to analytics_state");
        using var back = await OpenAsync();
        Assert.Equal(2, await back.CommitAsync(CommitOf("c"), CancellationToken.None));
        Assert.Equal(["a", "c"], (await back.SnapshotAsync(CancellationToken.None)).Files.Select(static file => file.FileId));
    }

    protected override ILedger Open() => OpenAsync().GetAwaiter().GetResult();

    private async Task<string> PsqlAsync(string statement) => (await PostgresServer.PsqlAsync(database, statement)).Trim();

    private async Task<ILedger> OpenAsync() =>
        await PostgresLedger.OpenAsync(database, "analytics_state", LakeFolder, CancellationToken.None);
}
