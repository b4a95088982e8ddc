using Analytics.Domain;
using Analytics.EndToEnd.Tests.Reliability.CrashPoints;

namespace Analytics.EndToEnd.Tests.Reliability;

/// <summary>A model that wants more memory than there is: one thread is tried, then a clear end; readers keep what they have, and on it goes.</summary>
public sealed class MemoryTest
{
    [Fact]
    [Survives(30)]
    public async Task Build_ModelBeyondTheLimit_EndsWithEightAndTheNextGoesOn()
    {
        using var workspace = Workspace.InMemory();
        var settings = new Dictionary<string, string>(SmallSqlRoot.SettingsOf(workspace))
        {
            ["Analytics__Engine__MemoryLimitMebibytes"] = "512",
            ["Analytics__Engine__Threads"] = "2",
        };
        (await RunAsync("run")).Expect(ExitCode.Quarantined);
        var marts = workspace.MartHashes;

        // A list cannot be spilled to the disk.
        var model = Path.Combine(workspace.SqlRoot, "intermediate", "int_prices.sql");
        var text = await File.ReadAllTextAsync(model);
        await WriteAsync(hungryThreads: 1);
        var refused = (await RunAsync("run")).Expect(ExitCode.OutOfResources);

        Assert.Contains("int_prices", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("memory", refused.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(workspace.TornForReaders);
        Assert.Equal(marts, workspace.MartHashes);

        await WriteAsync(hungryThreads: 2);
        var tried = (await RunAsync("build")).Expect(ExitCode.Ok);
        Assert.Contains("built with one thread", tried.Output, StringComparison.Ordinal);
        Assert.Contains("int_prices", tried.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(model, text);
        (await RunAsync("publish")).Expect(ExitCode.Ok);
        (await RunAsync("verify")).Expect(ExitCode.Ok);
        Assert.Equal(marts, workspace.MartHashes);

        // Wants more than there is with so many threads or more.
        Task WriteAsync(int hungryThreads) => File.WriteAllTextAsync(model, text.Replace(
            "select * from stg_prices",
            $"""
            select * from stg_prices where (
                select count(*) = 0 or len(list(range)) > 0
                from range(400000000) where current_setting('threads')::integer >= {hungryThreads}
            )
            """,
            StringComparison.Ordinal));

        async Task<WorkerResult> RunAsync(string verb)
        {
            using var run = workspace.Start(settings, verb);
            return await run.ResultAsync();
        }
    }
}
