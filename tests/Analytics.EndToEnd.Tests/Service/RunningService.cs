using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>The service as a process of its own, on a free port and the jobs of a test.</summary>
internal sealed class RunningService : IDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningService(Process process) => this.process = process;

    /// <summary>Asks the service; its base address is that of the service.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
    });

    /// <summary>Id of its process.</summary>
    public int ProcessId => process.Id;

    /// <summary>Everything it logged and wrote.</summary>
    public string Log => string.Join('\n', lines);

    /// <summary>Starts it on a workspace and waits until it listens.</summary>
    /// <param name="workspace">Data root; job files are taken from its folder <c>jobs</c>.</param>
    /// <param name="environment">Settings, as <c>Analytics__Service__...</c>.</param>
    /// <param name="arguments">Further arguments.</param>
    public static async Task<RunningService> StartAsync(
        Workspace workspace, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var service = Launch(workspace, environment, arguments);
        var ended = service.process.WaitForExitAsync();
        var first = await Task.WhenAny(service.address.Task, ended, Task.Delay(TimeSpan.FromMinutes(2)));
        Assert.True(first == service.address.Task, $"The service did not start.\n{service.Log}");
        service.Client.BaseAddress = await service.address.Task;
        return service;
    }

    /// <summary>Starts it and waits for its end.</summary>
    public static async Task<WorkerResult> RunToEndAsync(
        Workspace workspace, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var service = Launch(workspace, environment, arguments);
        return await service.ResultAsync();
    }

    /// <summary>Sends a signal such as <c>TERM</c> or <c>KILL</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end.</summary>
    public async Task<WorkerResult> ResultAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(limit.Token);
        return new WorkerResult((ExitCode)process.ExitCode, Log, Log);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        Client.Dispose();
    }

    private static RunningService Launch(
        Workspace workspace, IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("env")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in (string[])
            [
                "--default-signal=INT,TERM", "dotnet", Path.Combine(AppContext.BaseDirectory, "Analytics.Worker.dll"), "serve",
                "--data", workspace.Root.Path, "--sql", Path.Combine(Workspace.Repository, "sql"), .. arguments,
            ])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["Analytics__Service__Http__Port"] = "0";
        start.Environment["Analytics__JobsDirectory"] = Path.Combine(workspace.Folder, "jobs");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var service = new RunningService(new Process { StartInfo = start });
        service.process.OutputDataReceived += (_, line) => service.Read(line.Data);
        service.process.ErrorDataReceived += (_, line) => service.Read(line.Data);
        service.process.Start();
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        return service;
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lines.Enqueue(line);
        if (line.StartsWith('{') && line.Contains("\"EventId\":100,", StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(
                JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty("Address").GetString()!));
        }
    }
}
