using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Analytics.Domain;
using Analytics.Worker;

namespace Analytics.Tests.Worker;

/// <summary>The front page names every verb, option and exit code, and every command on it can be typed.</summary>
public sealed partial class ReadmeTest : IDisposable
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "README.md"));
    private readonly StopSignals _signals = new();

    public void Dispose() => _signals.Dispose();

    [Fact]
    public void Readme_Commands_AreUnderstood()
    {
        var commands = CommandPattern().Matches(Readme).Select(static match => match.Groups[1].Value).ToList();

        Assert.True(commands.Count >= 3, "The README shows fewer commands than expected.");
        Assert.All(commands, command => Assert.Empty(WorkerCommandLine.Create(_signals, caller: null).Parse(command).Errors));
    }

    [Fact]
    public void Readme_Verbs_AreAllNamed() => Assert.All(
        WorkerCommandLine.Create(_signals, caller: null).Subcommands,
        static command => Assert.Matches($"`{command.Name}[ `]", Readme));

    [Fact]
    public void Readme_ExitCodes_AreAllNamed() => Assert.All(
        Enum.GetValues<ExitCode>(),
        static code => Assert.Matches($@"(?m)^\|[ 0-9,]*\b{(int)code}\b", Readme));

    [Fact]
    public void Readme_Figures_AreThoseOfTheResultsFiles()
    {
        var machine = Assert.Single(ResultsPattern().Matches(Readme)).Groups[1].Value;
        var files = Directory.GetFiles(
            Path.Combine(RepositoryFolder.Path, "tests", "Analytics.Benchmarks", "results", machine), "*.json");

        Assert.NotEmpty(files);
        Assert.All(files.SelectMany(Rows), static row => Assert.Contains(row, Readme, StringComparison.Ordinal));
    }

    /// <summary>The rows of the README's table that a file of <c>bench --json</c> gives: whatever was promised.</summary>
    private static IEnumerable<string> Rows(string path)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var result in report.RootElement.GetProperty("results").EnumerateArray())
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"| `{result.GetProperty("name").GetString()}` | {result.GetProperty("comparison").GetString()} | "
                + $"{result.GetProperty("ratio").GetDouble():0.00} times as fast | at least {result.GetProperty("target_ratio").GetDouble():0.00} |");
        }

        foreach (var survey in report.RootElement.GetProperty("surveys").EnumerateArray())
        {
            foreach (var finding in survey.GetProperty("findings").EnumerateArray().Where(static finding => Promise(finding).Length > 0))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"| `{survey.GetProperty("name").GetString()}` | {finding.GetProperty("subject").GetString()} | "
                    + $"{Figure(finding.GetProperty("value"))} {finding.GetProperty("unit").GetString()} | {Promise(finding)} |");
            }
        }
    }

    private static string Promise(JsonElement finding) =>
        finding.GetProperty("at_least") is { ValueKind: JsonValueKind.Number } least
            ? $"at least {Figure(least)}"
            : finding.GetProperty("at_most") is { ValueKind: JsonValueKind.Number } most
                ? $"at most {Figure(most)}"
                : "";

    // Of small figures whole numbers would not say whether a promise was kept.
    private static string Figure(JsonElement value) => value.GetDouble() is var figure and > 0 and < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{figure:0.##}")
        : string.Create(CultureInfo.InvariantCulture, $"{value.GetDouble():#,0}");

    [GeneratedRegex("`tests/Analytics.Benchmarks/results/([a-z0-9.-]+)`")]
    private static partial Regex ResultsPattern();

    [GeneratedRegex(@"(?m)^dotnet run --project src/Analytics\.Worker -c Release -- (.+)$")]
    private static partial Regex CommandPattern();
}
