using System.Text;
using System.Text.RegularExpressions;

namespace Analytics.EndToEnd.Tests.Reliability;

/// <summary>
/// The page of evidence is made of <c>faults.csv</c> and the tests of all projects that say which faults they show to be
/// survived: a fault without a test, or a test that is gone, makes it stale.
/// </summary>
public sealed partial class ReliabilityPageTest
{
    private const int Faults = 40;

    private static string Folder => Path.Combine(Workspace.Repository, "tests", "Analytics.EndToEnd.Tests", "Reliability");

    [Fact]
    public void Page_OfFaults_IsTheRenderedOne() => GeneratedPage.AssertIs(Path.Combine(Folder, "README.md"), Render());

    [Fact]
    public void Faults_FromOneToForty_HaveTests()
    {
        var tests = Tests().ToLookup(static test => test.Fault);
        var numbers = GeneratedPage.ReadTable(Path.Combine(Folder, "faults.csv")).Select(static fields => fields[0]);

        Assert.Equal(Enumerable.Range(1, Faults).Select(static number => $"{number}"), numbers);
        Assert.All(Enumerable.Range(1, Faults), number => Assert.NotEmpty(tests[number]));
        Assert.All(tests, static fault => Assert.InRange(fault.Key, 1, Faults));
    }

    private static string Render()
    {
        var tests = Tests().ToLookup(static test => test.Fault);
        var page = new StringBuilder(
            """
            # What is survived, and where that is seen

            Made of `faults.csv` and the tests that say `[Survives(…)]`; `tests/run --rewrite` writes it anew. All of it runs in
            every build, so what stands here holds.

            At a crash point a call to the disk fails, or the process dies before it, or the power goes before it and takes
            what nobody had forced to the disk. Each call of a run is one; instants that leave the same bytes are
            healed once. A call that only asks fails once for each place in the code, and a file's pieces fail at the first.
            Then the next run ends with the lake, ledger and marts of an undisturbed one, byte for byte.

            | | every build | `tests/run --faults` adds |
            |---|---|---|
            | pipeline of one model of each kind | every call of a first run and of a restatement; disks that differ only in staging are one, and each healing run is watched for opening what was left there | those disks apart; the failing calls of a first run, which a restatement makes as well |
            | sample company, all models | – | every call: ingest of each source, build, publish, then all three of a restatement, each stage healed by itself, because stages meet on the disk alone; of calls that change something one fails for each place in the code |
            | failures in a row | 3 schedules | 500 schedules |
            | real kills | 20 of the small pipeline, 5 of all models | 200 and 40 |

            | # | fault | what must hold | tests |
            |---|---|---|---|

            """);
        foreach (var fields in GeneratedPage.ReadTable(Path.Combine(Folder, "faults.csv")))
        {
            var shown = tests[int.Parse(fields[0], null)].Select(static test => $"{test.Type}: {GeneratedPage.Sentence(test.Name)}");
            page.Append("| ").AppendJoin(" | ", fields).Append(" | ").AppendJoin("<br>", shown).Append(" |\n");
        }

        return page.ToString();
    }

    // From the sources, because the tests stand in several assemblies that do not know each other.
    private static IEnumerable<(int Fault, string Type, string Name)> Tests() => Directory
        .EnumerateFiles(Path.Combine(Workspace.Repository, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(static path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .SelectMany(static path => Test().Matches(File.ReadAllText(path)).SelectMany(match =>
            match.Groups["faults"].Value.Split(',').Select(number => (
                int.Parse(number, null), Path.GetFileNameWithoutExtension(path), match.Groups["name"].Value))))
        .OrderBy(static test => test.Item2, StringComparer.Ordinal)
        .ThenBy(static test => test.Value, StringComparer.Ordinal);

    [GeneratedRegex(@"^    \[Survives\((?<faults>[0-9, ]+)\)\]\s+public (?:async )?(?:Task|void) (?<name>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Test();
}
