using Analytics.Engine;
using Analytics.SqlModels;
using Analytics.SqlModels.Sharing;
using Analytics.Tests.Postgres;

namespace Analytics.Tests.SqlModels;

/// <summary>Several workers over one lake: each with a state of its own, all with the same result as one alone.</summary>
[Collection(nameof(PostgresServer))]
public sealed class SharedBuildTests(PostgresServer server) : IDisposable
{
    private readonly SmallLake lake = new();

    public void Dispose() => lake.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task RunAsync_SeveralWorkers_GiveFilesAndMartsOfOne(int workers)
    {
        AddTwentyDays();
        var alone = Worker("alone");
        await lake.BuildAsync(alone);
        var files = lake.PricedFiles().Select(static path => Path.GetFileName(path)).ToList();
        Directory.Delete(alone.PricedDirectory, recursive: true);

        var database = await server.CreateDatabaseAsync();
        var all = Enumerable.Range(1, workers).Select(number => Worker($"worker-{number}")).ToList();
        await Task.WhenAll(all.Select(async worker =>
        {
            await using var shared = await OpenAsync(database);
            Assert.Empty((await lake.BuildAsync(worker, shared: shared)).Failures);
        }));

        var expected = await lake.ReadMartAsync(alone);
        foreach (var worker in all)
        {
            Assert.Equal(expected, await lake.ReadMartAsync(worker));
        }

        // What one worker keeps as tables stands as files here, beside the files of one worker alone.
        Assert.Subset(lake.PricedFiles().Select(static path => Path.GetFileName(path)).ToHashSet(), files.ToHashSet());
    }

    [Fact]
    public async Task RunAsync_DaysThatAnotherBuilt_AreTakenOver()
    {
        AddTwentyDays();
        var database = await server.CreateDatabaseAsync();
        await using var shared = await OpenAsync(database);
        await lake.BuildAsync(Worker("first"), shared: shared);

        // A file operation beyond those of starting up would mean that a day was built.
        var written = lake.PricedFiles().Select(static path => (path, File.GetLastWriteTimeUtc(path))).ToList();
        await lake.BuildAsync(Worker("second"), shared: shared);

        Assert.Equal(written, lake.PricedFiles().Select(static path => (path, File.GetLastWriteTimeUtc(path))));
        Assert.Equal(await lake.ReadMartAsync(Worker("first")), await lake.ReadMartAsync(Worker("second")));
    }

    [Fact]
    public async Task RunAsync_WideSums_TravelExactly()
    {
        lake.AddPrice(1_000_000_000);
        lake.AddRequests([.. Enumerable.Range(1, 50).Select(static number =>
            ($"key{number}", "one", 2_000_000_000, "2026-03-01 10:00:00"))]);
        await using var shared = await OpenAsync(await server.CreateDatabaseAsync());
        await lake.BuildAsync(Worker("first"), shared: shared);
        await lake.BuildAsync(Worker("second"), shared: shared);

        Assert.Equal("03-01 one 50 100000000000000000000", await lake.ReadMartAsync(Worker("second")));
    }

    [Fact]
    public async Task RunAsync_AChunkWhoseWorkerDied_IsBuiltByTheNext()
    {
        AddTwentyDays();
        var database = await server.CreateDatabaseAsync();
        await using (var dead = await OpenAsync(database))
        {
            Assert.NotNull(await dead.TryClaimAsync(new DateOnly(2026, 3, 1), CancellationToken.None));
            await using var other = await OpenAsync(database);
            Assert.Null(await other.TryClaimAsync(new DateOnly(2026, 3, 1), CancellationToken.None));
        }

        await using var shared = await OpenAsync(database);
        Assert.Equal(20, (await lake.BuildAsync(Worker("next"), shared: shared)).DaysBuilt.Count);
    }

    [Fact]
    public async Task RunAsync_SharedFileGone_IsBuiltAgain()
    {
        AddTwentyDays();
        await using var shared = await OpenAsync(await server.CreateDatabaseAsync());
        await lake.BuildAsync(Worker("first"), shared: shared);
        var expected = await lake.ReadMartAsync(Worker("first"));
        lake.PricedFiles().ToList().ForEach(File.Delete);

        await lake.BuildAsync(Worker("second"), shared: shared);
        Assert.Equal(expected, await lake.ReadMartAsync(Worker("second")));
    }

    [Fact]
    public async Task SweepPricedAsync_WithOtherWorkers_KeepsTheirFilesAndNewOnes()
    {
        AddTwentyDays();
        await using var shared = await OpenAsync(await server.CreateDatabaseAsync());
        var report = await lake.BuildAsync(Worker("first"), shared: shared);
        var stray = Path.Combine(lake.Options.PricedDirectory, "stray.parquet");
        await File.WriteAllTextAsync(stray, "not told of yet");

        Assert.Equal(0, await SweepAsync(report, shared));
        File.SetLastWriteTimeUtc(stray, DateTime.UtcNow.AddHours(-2));
        Assert.Equal(1, await SweepAsync(report, shared));
    }

    private Task<int> SweepAsync(BuildReport report, SharedDays shared) =>
        lake.Build(Worker("first")).SweepPricedAsync(report, [], shared, CancellationToken.None);

    private void AddTwentyDays()
    {
        lake.AddPrice(3);
        lake.AddRequests([.. Enumerable.Range(1, 20).SelectMany(static day => Enumerable.Range(1, 5).Select(number =>
            ($"key{day}-{number}", number % 2 == 0 ? "one" : "two", day * number, $"2026-03-{day:00} 12:00:0{number}")))]);
    }

    private ModelBuildOptions Worker(string name)
    {
        var state = Directory.CreateDirectory(Path.Combine(lake.StateRoot, name)).FullName;
        return lake.Options with { StateDirectory = state, MaxRowsPerChunk = 1 };
    }

    private Task<SharedDays> OpenAsync(string database) =>
        SharedDays.OpenAsync(database, "analytics_state", lake.Options.PricedDirectory, CancellationToken.None);
}
