using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Analytics.Domain;
using Analytics.Tests.Worker;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>The service started as systemd starts it: jobs, signals, crashes and settings.</summary>
public sealed class ServiceTest : IDisposable
{
    private static readonly Dictionary<string, string> NoSettings = [];
    private readonly Workspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Serve_UntilSigterm_AnswersNotifiesAndEndsWithZero()
    {
        var socketPath = Path.Combine(workspace.Folder, "notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(socketPath));
        using var service = await RunningService.StartAsync(
            workspace, new Dictionary<string, string> { ["NOTIFY_SOCKET"] = socketPath });

        Assert.Equal("live\n", await service.Client.GetStringAsync("/health/live"));
        Assert.Equal("ready\n", await service.Client.GetStringAsync("/health/ready"));
        await service.SignalAsync("TERM");
        var result = (await service.ResultAsync()).Expect(ExitCode.Ok);

        Assert.Equal(["READY=1", "STOPPING=1"], new[] { Receive(systemd), Receive(systemd) });
        Assert.All(result.Output.Split('\n'), static line => JsonDocument.Parse(line));
    }

    /// <summary>Killed in the middle of a run, the service does the interval again, once, when it is back, and tells so.</summary>
    [Fact]
    [Survives(26)]
    public async Task Serve_KilledDuringAJob_MakesUpForItAfterTheLease()
    {
        var input = workspace.Write("session.jsonl", AgentLog.Session([1, 2, 3]));
        WriteJob("ingest", "* * * * *", "run");
        var settings = new Dictionary<string, string>
        {
            ["Analytics__Service__Jobs__HeartbeatSeconds"] = "1",
            ["Analytics__Service__Jobs__LeaseSeconds"] = "3",
        };
        string[] source = ["--source", $"claude-code={input}"];
        using (var first = await RunningService.StartAsync(workspace, settings, source))
        {
            await UntilAsync("a run began", async () => (await RunsAsync()).Length > 0);
            await first.SignalAsync("KILL");
            await first.ResultAsync();
        }

        using var collector = new FigureCollector();
        settings["Analytics__Service__Telemetry__OtlpEndpoint"] = collector.Address;
        settings["Analytics__Service__Telemetry__IntervalSeconds"] = "1";
        using var second = await RunningService.StartAsync(workspace, settings, [.. source, "--source", $"focus={Bill()}"]);
        await UntilAsync("a run succeeded", async () => (await RunsAsync()).Contains("succeeded"));
        await UntilAsync("figures of its state came", () => Task.FromResult(
            collector.Heard("job.last_success_age") && collector.Heard("reconcile.delta_usd")));
        await second.SignalAsync("TERM");
        (await second.ResultAsync()).Expect(ExitCode.Ok);

        Assert.Equal(3, workspace.Scalar<long>("select count(*) from priced_requests"));
        Assert.Single(workspace.Query<string>("select path from lake_files where kind = 'claude-code'"));
    }

    [Fact]
    public async Task Serve_FaultyJobFile_EndsWithThreeAndNamesTheLine()
    {
        WriteJob("bad", "61 * * * *", "run");

        var result = (await RunningService.RunToEndAsync(workspace, NoSettings)).Expect(ExitCode.InvalidConfiguration);

        Assert.Contains("bad.json:2: cron: found minute '61'", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Analytics__Service__Http__Address", "0.0.0.0")]
    [InlineData("Analytics__Service__Http__Address", "localhost")]
    [InlineData("Analytics__Service__Jobs__LeaseSeconds", "10")]
    [InlineData("Analytics__Service__NoSuchSetting", "1")]
    [InlineData("Analytics__Integrity__HashedMebibytes", "-1")]
    [InlineData("Analytics__ReportingTimeZone", "../../etc/passwd")]
    public async Task Serve_SettingThatCannotBeUsed_EndsWithThreeBeforeItListens(string name, string value)
    {
        var result = await RunningService.RunToEndAsync(workspace, new Dictionary<string, string> { [name] = value });

        result.Expect(ExitCode.InvalidConfiguration);
        Assert.Contains(name.Split("__")[^1], result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PortThatIsTaken_EndsWithACodeThatStartsItAgain()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var result = await RunningService.RunToEndAsync(
            workspace, new Dictionary<string, string> { ["Analytics__Service__Http__Port"] = $"{port}" });

        result.Expect(ExitCode.Unexpected);
    }

    private string Bill() => workspace.Write(
        "bill/march.csv",
        """
        BilledCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ProviderName
        3.5,USD,2026-03-01T00:00:00Z,2026-04-01T00:00:00Z,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,Usage,OpenAI

        """);

    private static string Receive(Socket socket)
    {
        var buffer = new byte[256];
        socket.ReceiveTimeout = 30_000;
        return Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer));
    }

    private async Task<string?[]> RunsAsync() =>
        [.. (await workspace.RunAsync("runs", "--json")).Expect(ExitCode.Ok).Json.GetProperty("runs").EnumerateArray()
            .Select(static run => run.GetProperty("state").GetString())];

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        while (!await isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited too long until {what}.");
            await Task.Delay(200);
        }
    }

    private void WriteJob(string id, string cron, string verb)
    {
        var jobs = Directory.CreateDirectory(Path.Combine(workspace.Folder, "jobs")).FullName;
        File.WriteAllText(
            Path.Combine(jobs, $"{id}.json"),
            $$"""
            { "id": "{{id}}",
              "cron": "{{cron}}",
              "verb": "{{verb}}" }
            """);
    }
}
