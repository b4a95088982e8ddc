using System.Diagnostics;
using System.Text.Json;
using Analytics.Domain;

namespace Analytics.EndToEnd.Tests;

/// <summary>A worker started as a process of its own, as a user starts it.</summary>
internal sealed class WorkerRun : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _errors;

    private WorkerRun(Process process)
    {
        _process = process;
        _output = process.StandardOutput.ReadToEndAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Id of the process, for signals.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts the worker; <paramref name="environment"/> adds variables to those of the test.</summary>
    public static WorkerRun Start(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(OperatingSystem.IsLinux() ? "env" : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        if (OperatingSystem.IsLinux())
        {
            // A shell lets its background jobs ignore SIGINT, and what they start inherits that.
            start.ArgumentList.Add("--default-signal=INT,TERM");
            start.ArgumentList.Add("dotnet");
        }

        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Analytics.Worker.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new WorkerRun(Process.Start(start) ?? throw new InvalidOperationException("The worker did not start."));
    }

    /// <summary>Waits for the end.</summary>
    public async Task<WorkerResult> ResultAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(limit.Token);
        return new WorkerResult((ExitCode)_process.ExitCode, await _output, await _errors);
    }

    /// <summary>Sends a signal such as <c>INT</c>, <c>TERM</c> or <c>KILL</c>.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}

/// <summary>How a worker ended and what it wrote.</summary>
internal sealed record WorkerResult(ExitCode ExitCode, string Output, string Errors)
{
    /// <summary>Standard output as the one JSON object it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>Fails with everything the worker wrote unless it ended as expected.</summary>
    public WorkerResult Expect(ExitCode expected)
    {
        Assert.True(expected == ExitCode, $"Exit code {ExitCode}, expected {expected}.\n{Output}\n{Errors}");
        return this;
    }
}
