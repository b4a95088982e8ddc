using System.Text;
using System.Text.Json;
using Analytics.Domain;

namespace Analytics.EndToEnd.Tests;

/// <summary>Logs that lie in an object store, and tables that go to one.</summary>
public sealed class BucketTest : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Bucket_OfLogs_IsReadOnceAndTheTablesLieInAnother()
    {
        using var server = await S3Server.StartAsync(Path.Combine(workspace.Folder, "objects"));
        using var logs = server.Open("logs/");
        using var tables = server.Open("tables/");
        await PutAsync(logs, "dev-01/a.jsonl", AgentLog.Session([1, 2], "2026-03-01"));
        await PutAsync(logs, "dev-02/b.jsonl", AgentLog.Session([3], "2026-03-02"));

        Assert.Contains("2 files, 2 of them new", (await RunAsync(server, ExitCode.Ok, "pull")).Output, StringComparison.Ordinal);
        await RunAsync(server, ExitCode.Ok, "run");
        Assert.Equal(3, workspace.Scalar<long>("select count(*) from priced_requests"));
        Assert.Equal(1, await CurrentAsync(tables));
        await AssertWholeAsync(tables);

        // One log grows; the other is not fetched again, and the generation before gives way.
        await PutAsync(logs, "dev-02/b.jsonl", AgentLog.Session([3, 4], "2026-03-02"));
        Assert.Contains("2 files, 1 of them new", (await RunAsync(server, ExitCode.Ok, "pull")).Output, StringComparison.Ordinal);
        await RunAsync(server, ExitCode.Ok, "run");
        Assert.Equal(4, workspace.Scalar<long>("select count(*) from priced_requests"));
        Assert.Equal(2, await CurrentAsync(tables));
        await AssertWholeAsync(tables);

        // What is deleted in the store stays counted, and a name that no file may have is refused.
        await logs.DeleteAsync("dev-01/a.jsonl", CancellationToken.None);
        await PutAsync(logs, "dev-01/c.part", "{}");
        var refused = await RunAsync(server, ExitCode.DependencyUnreachable, "pull");
        Assert.Contains("found the key 'dev-01/c.part'", refused.Errors, StringComparison.Ordinal);
        await RunAsync(server, ExitCode.Ok, "run");
        Assert.Equal(4, workspace.Scalar<long>("select count(*) from priced_requests"));
    }

    /// <summary>Every file of the current generation is there with its length, and no other generation.</summary>
    private async Task AssertWholeAsync(ObjectStorage.ObjectBucket tables)
    {
        var current = workspace.Published.Current()!;
        var expected = current.Files.Select(file => $"gen-{current.Generation}/{file.Name} {file.Bytes}");
        var found = (await tables.ListAsync("gen-", CancellationToken.None))
            .Where(static item => !item.Key.EndsWith("/manifest.json", StringComparison.Ordinal))
            .Select(static item => $"{item.Key} {item.LengthBytes}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    private static async Task<int> CurrentAsync(ObjectStorage.ObjectBucket tables)
    {
        using var pointer = new MemoryStream();
        await tables.DownloadAsync("CURRENT.json", pointer, CancellationToken.None);
        using var manifest = JsonDocument.Parse(pointer.ToArray());
        return manifest.RootElement.GetProperty("generation").GetInt32();
    }

    private static async Task PutAsync(ObjectStorage.ObjectBucket bucket, string key, string text)
    {
        using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await bucket.UploadAsync(key, bytes, CancellationToken.None);
    }

    private async Task<WorkerResult> RunAsync(S3Server server, ExitCode expected, string verb)
    {
        var settings = new Dictionary<string, string>(
            [
                .. server.Settings("Analytics__Buckets__logs__Store", "logs/"),
                .. server.Settings("Analytics__Publish__Bucket", "tables/"),
            ])
        {
            ["Analytics__Buckets__logs__Kind"] = "claude-code",
            ["Analytics__Stability__QuietSeconds"] = "0",
            ["Analytics__Publish__KeepGenerations"] = "1",
        };
        using var run = workspace.Start(settings, verb);
        return (await run.ResultAsync()).Expect(expected);
    }
}
