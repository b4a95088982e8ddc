using System.Globalization;
using Analytics.Domain;
using Analytics.Tests.Postgres;

namespace Analytics.EndToEnd.Tests.Faults;

/// <summary>
/// Processes on one data root, ledger and claims in PostgreSQL: as many as there are, killed or not, they end with the same
/// bytes in the lake and the same marts.
/// </summary>
[Collection(nameof(PostgresServer))]
public sealed class SeveralWorkersTest(PostgresServer server)
{
    private const int Seed = 20_260_101;
    private const int Kills = 4;

    [Fact]
    [Survives(24)]
    public async Task Run_OneTwoAndFourWorkersWithKills_EndWithTheSame()
    {
        using var one = new Workspace();
        using var two = new Workspace();
        using var four = new Workspace();
        await RunAsync(one, 1, kills: 0);
        await RunAsync(two, 2, kills: 0);
        await RunAsync(four, 4, Kills);

        Assert.Equal(one.LakeHashes, two.LakeHashes);
        Assert.Equal(one.LakeHashes, four.LakeHashes);
        Assert.Equal(one.MartHashes, two.MartHashes);
        Assert.Equal(one.MartHashes, four.MartHashes);
    }

    private async Task RunAsync(Workspace workspace, int workers, int kills)
    {
        var database = await server.CreateDatabaseAsync();
        var random = new Random(Seed);
        var running = Enumerable.Range(1, workers).Select(number => Start(workspace, database, number)).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(200, 3_000));
            var victim = random.Next(workers);
            await running[victim].SignalAsync("KILL");
            await running[victim].ResultAsync();
            running[victim].Dispose();
            running[victim] = Start(workspace, database, victim + 1);
        }

        foreach (var run in running)
        {
            // Whoever took the files in says so with its exit code; the others found nothing new.
            var result = await run.ResultAsync();
            Assert.True(result.ExitCode is ExitCode.Ok or ExitCode.Quarantined, $"{result.ExitCode}: {result.Errors}");
            run.Dispose();
        }
    }

    private static WorkerRun Start(Workspace workspace, string database, int number) => workspace.Start(
        new Dictionary<string, string>
        {
            ["Analytics__Cluster__ConnectionString"] = database,
            ["Analytics__Cluster__Worker"] = string.Create(CultureInfo.InvariantCulture, $"worker-{number}"),
            ["Analytics__Cluster__RowsPerClaim"] = "8000",
            ["Analytics__Stability__QuietSeconds"] = "0",
            ["Analytics__Engine__Threads"] = "1",
        },
        "run", "--source", $"litellm={Workspace.SampleData("litellm")}", "--source", $"plans={Workspace.SampleData("plans")}");
}
