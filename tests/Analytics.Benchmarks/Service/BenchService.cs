using System.Diagnostics;
using System.Text.Json;

namespace Analytics.Benchmarks.Service;

/// <summary>The service as a process of its own, as a user runs it, on a free port and without jobs.</summary>
internal sealed class BenchService : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process process;
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BenchService(Process process) => this.process = process;

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Runs a verb to its end and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(BenchmarkContext context, string root, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(Command(context, root, arguments))!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"'{arguments[0]}' ended with {process.ExitCode}: {output}{await errors}");
    }

    /// <summary>Starts the service and waits until it listens.</summary>
    public static async Task<BenchService> StartAsync(BenchmarkContext context, string root, CancellationToken cancellation)
    {
        var service = new BenchService(new Process { StartInfo = Command(context, root, ["serve"]) });
        service.process.OutputDataReceived += (_, line) => service.Read(line.Data);
        service.process.Start();
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        service.Address = await service.address.Task.WaitAsync(Patience, cancellation);
        return service;
    }

    /// <summary>Ends it at once, as a crash does.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        process.Kill();
        await process.WaitForExitAsync(cancellation);
    }

    /// <summary>Asks it to stop and waits.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using var kill = Process.Start("kill", ["-s", "TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(cancellation);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static ProcessStartInfo Command(BenchmarkContext context, string root, string[] arguments)
    {
        var own = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(
            own,
            [
                Path.Combine(AppContext.BaseDirectory, "Analytics.Worker.dll"), .. arguments, "--data", root,
                "--sql", context.Options.SqlDirectory,
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Analytics__JobsDirectory"] = context.CreateFolder("jobs");
        start.Environment["Analytics__Stability__QuietSeconds"] = "0";
        start.Environment["Analytics__Service__MinFreeMebibytes"] = "1";
        start.Environment["Analytics__Service__Http__Port"] = "0";
        start.Environment["Analytics__Service__Http__RequestsPerSecond"] = "100000";
        return start;
    }

    private void Read(string? line)
    {
        if (line is not null && line.StartsWith('{') && line.Contains("\"EventId\":100,", StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(
                JsonDocument.Parse(line).RootElement.GetProperty("State").GetProperty(nameof(Address)).GetString()!));
        }
    }
}
