using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Analytics.Domain.Declarations;

namespace Analytics.SqlModels.Declarations;

/// <summary>
/// Scenarios, alert rules and features that people declare as JSON below <c>jobs/</c>. C# only finds out whether they can
/// be meant; what they come to is computed by the models, which see them as tables.
/// </summary>
public static partial class DeclarationFiles
{
    /// <summary>Reads <c>scenarios/</c>, <c>alerts/</c> and <c>features/</c> of a folder into a project.</summary>
    /// <param name="project">The SQL files; alert rules name columns of its marts.</param>
    /// <param name="folder">Such as <c>jobs</c>; nothing is declared where it does not exist.</param>
    /// <returns>The same project with the declared tables filled.</returns>
    /// <exception cref="InvalidDeclarationException">A file is at fault; all faults are listed.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SqlProject Load(SqlProject project, string folder)
    {
        var faults = new List<string>();
        var scenarios = ReadAll(Path.Combine(folder, "scenarios"), Scenario.Read, faults);
        var rules = ReadAll(Path.Combine(folder, "alerts"), json => AlertRule.Read(json, project), faults);
        var delays = ReadAll(Path.Combine(folder, "features"), FeatureDelay.Read, faults)
            .SelectMany(static file => file.Declared.Select(delay => (file.Path, delay)))
            .ToList();
        RefuseTwins(scenarios.Select(static file => (file.Path, file.Declared.Id)), faults);
        RefuseTwins(rules.Select(static file => (file.Path, file.Declared.Id)), faults);
        RefuseTwins(delays.Select(static entry => (entry.Path, entry.delay.Feature)), faults);
        if (faults.Count > 0)
        {
            throw new InvalidDeclarationException(faults);
        }

        return project.With(
            [
                Scenario.ToTable(scenarios.Select(static file => file.Declared)),
                AlertRule.ToTable(rules.Select(static file => file.Declared)),
                FeatureDelay.ToTable(delays.Select(static entry => entry.delay)),
            ],
            [.. rules.Select(static file => file.Declared)]);
    }

    /// <summary>The <c>id</c> of a declaration: lower-case words joined by '-'.</summary>
    internal static string ReadId(DeclaredObject json)
    {
        var id = json.RequiredText("id");
        if (id.Length > 0 && !IdPattern().IsMatch(id))
        {
            json.FaultAt("id", $"'id' is '{id}', expected lower-case words joined by '-'. Rename it.");
        }

        return id;
    }

    private static List<(string Path, T Declared)> ReadAll<T>(
        string folder, Func<DeclaredObject, T> read, List<string> faults)
    {
        var files = Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            : Enumerable.Empty<string>();
        return
        [
            .. files.Select(path => (path, json: DeclaredJson.Read(path, File.ReadAllBytes(path), faults)))
                .Where(static file => file.json is not null)
                .Select(file => (file.path, read(file.json!))),
        ];
    }

    private static void RefuseTwins(IEnumerable<(string Path, string Id)> declared, List<string> faults)
    {
        foreach (var twins in declared.GroupBy(static entry => entry.Id).Where(static twins => twins.Count() > 1))
        {
            faults.Add($"{twins.Last().Path}:1: found '{twins.Key}', which {twins.First().Path} declares too; "
                + "expected it once. Rename or remove one.");
        }
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();
}
