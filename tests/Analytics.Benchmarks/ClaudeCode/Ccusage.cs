using System.Text.Json;
using Analytics.Benchmarks.Peers;

namespace Analytics.Benchmarks.ClaudeCode;

/// <summary>The npm package ccusage.</summary>
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
        var package = await NodePackage.InstallAsync("ccusage", Version, cancellation);
        return new Ccusage(
            Path.Combine(package.Modules, "ccusage", "src", "cli.js"),
            Directory.CreateDirectory(Path.Combine(folder, "home")).FullName);
    }

    /// <summary>Tokens by its daily report.</summary>
    /// <param name="config">Folder that holds <c>projects/</c>.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<TokenTotals> TotalsAsync(string config, CancellationToken cancellation)
    {
        var environment = new Dictionary<string, string> { ["CLAUDE_CONFIG_DIR"] = config, ["HOME"] = home, ["USERPROFILE"] = home };
        var json = await NodePackage.RunAsync([script, "daily", "--offline", "--json"], environment, cancellation);
        using var document = JsonDocument.Parse(json);
        var totals = document.RootElement.GetProperty("totals");
        return new TokenTotals(
            totals.GetProperty("inputTokens").GetInt64(),
            totals.GetProperty("cacheCreationTokens").GetInt64(),
            totals.GetProperty("cacheReadTokens").GetInt64(),
            totals.GetProperty("outputTokens").GetInt64());
    }
}
