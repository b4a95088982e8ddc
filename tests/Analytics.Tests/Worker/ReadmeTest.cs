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

    [GeneratedRegex(@"(?m)^dotnet run --project src/Analytics\.Worker -c Release -- (.+)$")]
    private static partial Regex CommandPattern();
}
