using Analytics.Domain;
using Analytics.Tests.Postgres;

namespace Analytics.EndToEnd.Tests;

/// <summary>What a user of PostgreSQL sees follows every publication, the roll-back included.</summary>
[Collection(nameof(PostgresServer))]
public sealed class PostgresTest(PostgresServer server)
{
    [Fact]
    public async Task Publish_RolledBack_TakesPostgresBackToo()
    {
        using var workspace = new Workspace();
        var database = await server.CreateDatabaseAsync();
        var source = $"claude-code={Path.Combine(workspace.Folder, "input")}";
        foreach (var day in new[] { 1, 2 })
        {
            workspace.Write($"session-{day}.jsonl", AgentLog.Session(Enumerable.Range(100 * day, 5), $"2026-03-0{day}"));
            (await RunAsync(workspace, database, "run", "--source", source)).Expect(ExitCode.Ok);
        }

        Assert.Equal("2|10", await AskAsync(database));
        (await RunAsync(workspace, database, "publish", "--generation", "1")).Expect(ExitCode.Ok);
        Assert.Equal("1|5", await AskAsync(database));
    }

    private static Task<string> AskAsync(string database) => PostgresServer.PsqlAsync(
        database,
        "select generation, (select sum(requests) from analytics.mart_daily_costs where cost_basis = 'list') "
        + "from analytics.generation");

    private static async Task<WorkerResult> RunAsync(Workspace workspace, string database, params string[] arguments)
    {
        using var run = workspace.Start(
            new Dictionary<string, string> { ["Analytics__Publish__Postgres__ConnectionString"] = database }, arguments);
        return await run.ResultAsync();
    }
}
