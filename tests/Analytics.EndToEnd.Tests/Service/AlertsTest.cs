using System.Globalization;
using Analytics.Domain;
using Analytics.Tests.Outputs;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>An alert of the data reaches its receiver, also when the worker is killed while it tells it.</summary>
public sealed class AlertsTest : IDisposable
{
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Deliver_KilledBeforeItNoted_TellsItAgainWithTheSameId()
    {
        await using var receiver = await AlertReceiver.StartAsync();
        var settings = Settings(receiver);
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var input = workspace.Write("session.jsonl", AgentLog.Session([1, 2, 3], today));
        await RunAsync(settings, "run", "--source", $"claude-code={input}");
        using (var killed = workspace.Start(settings, "alerts", "deliver"))
        {
            var hears = new TaskCompletionSource();
            receiver.Answer = (context, _) =>
            {
                hears.TrySetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted);
            };
            await hears.Task.WaitAsync(TimeSpan.FromMinutes(2));
            await killed.SignalAsync("KILL");
            await killed.ResultAsync();
        }

        receiver.Answer = static (_, _) => Task.CompletedTask;
        var told = await RunAsync(settings, "alerts", "deliver");
        await RunAsync(settings, "alerts", "deliver");

        Assert.Contains("1 alerts delivered, 0 waiting", told.Output, StringComparison.Ordinal);
        Assert.Equal(2, receiver.Heard.Count);
        Assert.Single(receiver.Heard.Select(static heard => heard.Id).Distinct());
        Assert.All(receiver.Heard, static heard => Assert.True(heard.IsSigned));
        Assert.DoesNotContain(AlertReceiver.Secret, told.Output + told.Errors, StringComparison.Ordinal);

        // The next generation says that it was told.
        await RunAsync(settings, "run", "--source", $"claude-code={input}");
        Assert.Equal(1, workspace.Scalar<long>("select count(*) from mart_alerts where delivered_at is not null"));
    }

    private async Task<WorkerResult> RunAsync(Dictionary<string, string> settings, params string[] arguments)
    {
        using var run = workspace.Start(settings, arguments);
        return (await run.ResultAsync()).Expect(ExitCode.Ok);
    }

    private Dictionary<string, string> Settings(AlertReceiver receiver)
    {
        var jobs = Directory.CreateDirectory(Path.Combine(workspace.Folder, "jobs", "alerts")).Parent!.FullName;
        File.WriteAllText(
            Path.Combine(jobs, "alerts", "dear.json"),
            """
            { "id": "dear", "title": "A day costs more than a dollar", "mart": "mart_daily_costs", "column": "cost_usd",
              "aggregate": "sum", "period": "event_date", "where": { "cost_basis": "list" }, "comparison": "above", "limit": 1 }
            """);
        return new Dictionary<string, string>
        {
            ["Analytics__JobsDirectory"] = jobs,
            ["Analytics__Alerts__WebhookUrl"] = receiver.Url.ToString(),
            ["Analytics__Alerts__AllowPrivateAddresses"] = "true",
            ["ANALYTICS_WEBHOOK_SECRET"] = AlertReceiver.Secret,
        };
    }
}
