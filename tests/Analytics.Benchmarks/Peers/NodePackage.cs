using System.ComponentModel;
using System.Diagnostics;

namespace Analytics.Benchmarks.Peers;

/// <summary>A program of another project, from npm, installed once into the user's cache folder.</summary>
/// <param name="Modules">Its folder <c>node_modules</c>.</param>
internal sealed record NodePackage(string Modules)
{
    /// <summary>Installs it unless it is there.</summary>
    /// <param name="name">Name of the package.</param>
    /// <param name="version">The one version that figures are comparable for.</param>
    /// <param name="cancellation">Stops the installation.</param>
    /// <exception cref="BenchmarkSkippedException">Node is not installed, or npm cannot get the package.</exception>
    public static async Task<NodePackage> InstallAsync(string name, string version, CancellationToken cancellation)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var installed = Path.Combine(cache, "analytics-benchmarks", $"{name}-{version}");
        var modules = Path.Combine(installed, "node_modules");
        await RunAsync("node", ["--version"], cancellation);
        if (!File.Exists(Path.Combine(modules, name, "package.json")))
        {
            Directory.CreateDirectory(installed);
            await RunAsync(
                OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
                ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", installed, $"{name}@{version}"],
                cancellation);
        }

        return new NodePackage(modules);
    }

    /// <summary>Runs node and gives what it printed.</summary>
    /// <param name="arguments">Arguments of node.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <exception cref="BenchmarkSkippedException">It failed; the message holds what it said.</exception>
    public static Task<string> RunAsync(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation) =>
        RunAsync("node", arguments, cancellation, environment);

    private static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        CancellationToken cancellation,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Start(start);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? output : throw new BenchmarkSkippedException(
                $"{program} {string.Join(' ', start.ArgumentList)} ended with code {process.ExitCode}: {(await errors).Trim()}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new BenchmarkSkippedException($"{start.FileName} cannot be started ({fault.Message}). Install Node.js with npm.");
        }
    }
}
