using System.Reflection;
using System.Text;

namespace Analytics.EndToEnd.Tests.Conformance;

/// <summary>
/// The page of the pack is made of <c>cases.csv</c> and the tests there are: a case without a test, or a test that is
/// gone, makes it stale.
/// </summary>
public sealed class ConformancePageTest
{
    private const int Cases = 51;

    private static string Folder =>
        Path.Combine(Workspace.Repository, "tests", "Analytics.EndToEnd.Tests", "Conformance");

    [Fact]
    public void Page_OfThePack_IsTheRenderedOne() => GeneratedPage.AssertIs(Path.Combine(Folder, "README.md"), Render());

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
        foreach (var fields in GeneratedPage.ReadTable(Path.Combine(Folder, "cases.csv")))
        {
            page.Append("| ").AppendJoin(" | ", fields).Append(" | ")
                .AppendJoin("; ", TestsOf(fields[0]).Select(static test => GeneratedPage.Sentence(test.Name))).Append(" |\n");
        }

        return page.ToString();
    }

    private static List<MethodInfo> TestsOf(string name) =>
        typeof(ConformancePageTest).Assembly.GetType($"{typeof(ConformancePageTest).Namespace}.{name}")?
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(static method => method.GetCustomAttributes<FactAttribute>().Any())
            .OrderBy(static method => method.Name, StringComparer.Ordinal)
            .ToList() ?? [];
}
