using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>The npm package ccusage, installed once into the user's cache folder.</summary>
/// <param name="script">Its entry point.</param>
/// <param name="home">An empty home folder, so that it finds no other tool's logs.</param>
internal sealed class Ccusage(string script, string home)
{
    /// <summary>The version compared with.</summary>
    public const string Version = "20.0.20";

    /// <summary>Installs it unless it is there.</summary>
    /// <exception cref="BenchmarkSkippedException">Node is not installed, or npm cannot get the package.</exception>
    public static async Task<Ccusage> InstallAsync(string folder, CancellationToken cancellation)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var installed = Path.Combine(cache, "analytics-benchmarks", $"ccusage-{Version}");
        var script = Path.Combine(installed, "node_modules", "ccusage", "src", "cli.js");
        await RunAsync("node", ["--version"], new Dictionary<string, string>(), cancellation);
        if (!File.Exists(script))
        {
            var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            Directory.CreateDirectory(installed);
            await RunAsync(
                npm,
                ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", installed, $"ccusage@{Version}"],
                new Dictionary<string, string>(),
                cancellation);
        }

        return new Ccusage(script, Directory.CreateDirectory(Path.Combine(folder, "home")).FullName);
    }

    /// <summary>Tokens by its daily report.</summary>
    /// <param name="config">Folder that holds <c>projects/</c>.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<TokenTotals> TotalsAsync(string config, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string> { ["CLAUDE_CONFIG_DIR"] = config, ["HOME"] = home, ["USERPROFILE"] = home };
        var json = await RunAsync("node", [script, "daily", "--offline", "--json"], environment, cancellation);
        using var document = JsonDocument.Parse(json);
        var totals = document.RootElement.GetProperty("totals");
        return new TokenTotals(
            totals.GetProperty("inputTokens").GetInt64(),
            totals.GetProperty("cacheCreationTokens").GetInt64(),
            totals.GetProperty("cacheReadTokens").GetInt64(),
            totals.GetProperty("outputTokens").GetInt64());
    }

    private static async Task<string> RunAsync(
        string program, IEnumerable<string> arguments, Dictionary<string, string> environment, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
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
