using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>
/// The page of the pack is made of <c>cases.csv</c> and the tests there are: a case without a test, or a test that is
/// gone, makes it stale. With the environment variable REWRITE set to 1 it is written anew instead of compared.
/// </summary>
public sealed partial class ConformancePageTest
{
    private const int Cases = 51;

    private static string Folder =>
        Path.Combine(Workspace.Repository, "tests", "Analytics.EndToEnd.Tests", "Conformance");

    [Fact]
    public void Page_OfThePack_IsTheRenderedOne()
    {
        var path = Path.Combine(Folder, "README.md");
        var page = Render();
        if (Environment.GetEnvironmentVariable("REWRITE") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, $"{path} is stale. Run 'tests/run --rewrite'.");
    }

    [Fact]
    public void Cases_FromT01ToT51_HaveTests() => Assert.All(
        Enumerable.Range(1, Cases).Select(static number => $"T{number:00}"),
        static name => Assert.NotEmpty(TestsOf(name)));

    private static string Render()
    {
        var page = new StringBuilder(
            """
            # The conformance pack

            Made of `cases.csv` and the tests of this folder; `tests/run --rewrite` writes it anew. Each case plants bytes of a
            source, runs the whole pipeline and asks the published marts. All of it runs in every build, so what stands
            here holds.

            | case | what goes wrong elsewhere | evidence | what holds here |
            |---|---|---|---|

            """);
        foreach (var line in File.ReadLines(Path.Combine(Folder, "cases.csv")).Skip(1))
        {
            var fields = Field().Matches(line).Select(static match => match.Value.Trim('"')).ToList();
            page.Append("| ").AppendJoin(" | ", fields).Append(" | ")
                .AppendJoin("; ", TestsOf(fields[0]).Select(Sentence)).Append(" |\n");
        }

        return page.ToString();
    }

    private static List<MethodInfo> TestsOf(string name) =>
        typeof(ConformancePageTest).Assembly.GetType($"{typeof(ConformancePageTest).Namespace}.{name}")?
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static method => method.GetCustomAttributes<FactAttribute>().Any())
            .OrderBy(static method => method.Name, StringComparer.Ordinal)
            .ToList() ?? [];

    // Cost_CacheWriteInEitherConvention_IsExact -> "cost, cache write in either convention: is exact"
    private static string Sentence(MethodInfo test)
    {
        var parts = test.Name.Split('_').Select(static part => Word().Replace(part, " $0").Trim().ToLowerInvariant()).ToList();
        return parts.Count == 3 ? $"{parts[0]}, {parts[1]}: {parts[2]}" : string.Join(", ", parts);
    }

    [GeneratedRegex("(?<=^|,)(?:\"[^\"]*\"|[^,]*)")]
    private static partial Regex Field();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])|(?<=[a-z])[0-9]")]
    private static partial Regex Word();
}
