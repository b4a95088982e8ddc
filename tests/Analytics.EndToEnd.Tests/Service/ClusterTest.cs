using Analytics.Domain;
using Analytics.Tests.Postgres;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>Several services on one data root and one PostgreSQL database: an interval is done once, whoever dies.</summary>
[Collection(nameof(PostgresServer))]
public sealed class ClusterTest(PostgresServer server) : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Serve_TwoWorkersOneKilledAtWork_TheOtherFinishesWhatItLeft()
    {
        var database = await server.CreateDatabaseAsync();
        var input = workspace.Write("session.jsonl", AgentLog.Session([1, 2, 3]));
        WriteJob();
        using var one = await StartAsync(database, "one", input);
        using var two = await StartAsync(database, "two", input);
        var first = await UntilAsync("a run began", database, static run => run.State is "running" or "succeeded");
        var (dead, alive) = first.Owner.Contains($":{one.ProcessId}:", StringComparison.Ordinal) ? (one, two) : (two, one);
        await dead.SignalAsync("KILL");
        await dead.ResultAsync();

        await UntilAsync("the other worker succeeded", database, run =>
            run.State == "succeeded" && run.Owner.Contains($":{alive.ProcessId}:", StringComparison.Ordinal));
        await alive.SignalAsync("TERM");
        (await alive.ResultAsync()).Expect(ExitCode.Ok);

        var runs = await RunsAsync(database);
        Assert.All(
            runs.Where(static run => run.State == "succeeded").GroupBy(static run => run.IntervalTo),
            static interval => Assert.Single(interval));
        Assert.Contains(runs, run => run.State == "succeeded" && run.IntervalTo == first.IntervalTo);
        Assert.Equal(runs.Count, runs.Select(static run => run.Token).Distinct().Count());
        Assert.Equal(3, workspace.Scalar<long>("select count(*) from priced_requests"));
        Assert.Single(workspace.Query<string>("select path from lake_files where kind = 'claude-code'"));
    }

    private Task<RunningService> StartAsync(string database, string worker, string input) =>
        RunningService.StartAsync(workspace, Settings(database, worker), "--source", $"claude-code={input}");

    private async Task<Run> UntilAsync(string what, string database, Func<Run, bool> isIt)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (true)
        {
            if ((await RunsAsync(database)).FirstOrDefault(isIt) is { } run)
            {
                return run;
            }

            Assert.False(limit.IsCancellationRequested, $"Waited too long until {what}.");
            await Task.Delay(200);
        }
    }

    private async Task<IReadOnlyList<Run>> RunsAsync(string database)
    {
        using var listing = workspace.Start(Settings(database, "observer"), "runs", "--json");
        return
        [
            .. (await listing.ResultAsync()).Expect(ExitCode.Ok).Json.GetProperty("runs").EnumerateArray()
                .Select(static run => new Run(
                    run.GetProperty("state").GetString()!,
                    run.GetProperty("owner").GetString()!,
                    run.GetProperty("interval_to").GetDateTimeOffset(),
                    run.GetProperty("fencing_token").GetInt64())),
        ];
    }

    private static Dictionary<string, string> Settings(string database, string worker) => new()
    {
        ["Analytics__Cluster__ConnectionString"] = database,
        ["Analytics__Cluster__Worker"] = worker,
        ["Analytics__Stability__QuietSeconds"] = "0",
        ["Analytics__Service__Jobs__HeartbeatSeconds"] = "1",
        ["Analytics__Service__Jobs__LeaseSeconds"] = "3",
    };

    private void WriteJob() => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(Path.Combine(workspace.Folder, "jobs")).FullName, "run.json"),
        """{ "id": "run", "cron": "* * * * *", "verb": "run", "catch_up": "latest" }""");

    private sealed record Run(string State, string Owner, DateTimeOffset IntervalTo, long Token);
}
