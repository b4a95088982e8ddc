using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Analytics.Sql.Tests;

/// <summary>House rules of the repository: its top level, the arrows between projects, and C# text.</summary>
public sealed partial class RepositoryRuleTests
{
    private const int MaxLineLength = 140;

    /// <summary>What each project may refer to; the worker may refer to everything.</summary>
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["Domain"] = [],
        ["Engine"] = [],
        ["Sources"] = ["Domain"],
        ["Lake"] = ["Domain", "Engine"],
        ["SqlModels"] = ["Domain", "Engine"],
        ["ObjectStorage"] = ["Domain"],
        ["Outputs"] = ["Domain", "Engine", "ObjectStorage"],
        ["Scheduling"] = ["Domain"],
        ["Dashboard"] = [],
        ["Pipeline"] = ["Domain", "Sources", "Lake", "SqlModels", "Outputs"],
        ["Worker"] = ["Domain", "Engine", "Sources", "Lake", "SqlModels", "Outputs", "Scheduling", "Pipeline", "Dashboard", "Benchmarks"],
    };

    private static readonly HashSet<string> TopLevel =
    [
        "Analytics.sln", "Directory.Build.props", "Directory.Packages.props", "global.json", "appsettings.json",
        "README.md", "src", "sql", "jobs", "sample-data", "tests",
    ];

    /// <summary>Entries that git ignores.</summary>
    private static readonly HashSet<string> Ignored = ["bin", "obj", "node_modules", "data", "TestResults"];

    private static readonly (string Pattern, string Instead)[] BannedCalls =
    [
        (@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b", "ask the TimeProvider that is passed in"),
        (@"\.Result\b(?!\s*[=(])", "await the task"),
        (@"\.Wait\(\)", "await the task"),
        (@"\bThread\.Sleep\(", "await Task.Delay with the TimeProvider and the cancellation token"),
        (@"\b(TODO|FIXME|HACK)\b", "do it, or leave it out"),
    ];

    [Fact]
    public void TopLevel_OfTheRepository_HoldsTheAgreedEntries()
    {
        var entries = Directory.EnumerateFileSystemEntries(Repository.Root)
            .Select(static path => Path.GetFileName(path))
            .Where(static name => name[0] != '.' && !Ignored.Contains(name));
        Assert.Empty(entries.Except(TopLevel));
    }

    [Fact]
    public void References_BetweenProjects_GoDownwards()
    {
        var faults = new List<string>();
        foreach (var path in Repository.Files("src", "*.csproj"))
        {
            var project = Path.GetFileNameWithoutExtension(path)["Analytics.".Length..];
            var references = XDocument.Load(path).Descendants("ProjectReference")
                .Select(static reference => Path.GetFileNameWithoutExtension(
                    reference.Attribute("Include")!.Value.Replace('\\', '/'))["Analytics.".Length..]);
            faults.AddRange(references.Except(AllowedReferences.GetValueOrDefault(project, []))
                .Select(reference => $"{project} must not refer to {reference}"));
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Code_OfEveryProject_MakesNoBannedCall()
    {
        var faults = new List<string>();
        foreach (var path in Repository.Files("src", "*.cs"))
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                faults.AddRange(BannedCalls.Where(banned => Regex.IsMatch(line, banned.Pattern))
                    .Select(banned => $"{Repository.Relative(path)}:{number}: {banned.Instead}"));
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Code_OfEveryFile_KeepsToItsSize()
    {
        var faults = Repository.Files("src", "*.cs")
            .SelectMany(static path => File.ReadLines(path).Select((line, index) => (path, line, number: index + 1)))
            .Where(static entry => entry.line.Length > MaxLineLength)
            .Select(static entry =>
                $"{Repository.Relative(entry.path)}:{entry.number}: {entry.line.Length} letters");
        Assert.Empty(faults);
    }

    [Fact]
    public void Names_OfFiles_SayWhatIsInside()
    {
        var offenders = Repository.Files("src", "*.cs").Select(static path => Path.GetFileNameWithoutExtension(path))
            .Where(static name => VagueName().IsMatch(name));
        Assert.Empty(offenders);
    }

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility)$")]
    private static partial Regex VagueName();
}
