using Analytics.SqlModels;

namespace Analytics.Sql.Tests;

/// <summary>Runs every case of every <c>.test.sql</c> file as a test of its own.</summary>
public sealed class ModelTestCases
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var path in Repository.Files("sql", $"*{ModelTestFile.Extension}"))
            {
                foreach (var title in Titles(path))
                {
                    cases.Add(Repository.Relative(path), title);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ModelTest_GivenRows_YieldsExpectedRows(string path, string title)
    {
        var file = Path.Combine(Repository.Root, path);
        foreach (var test in ModelTestFile.Parse(file, File.ReadAllText(file)).Where(test => test.Title == title))
        {
            var failure = await ModelTests.RunAsync(Repository.Project, test, CancellationToken.None);
            Assert.True(failure is null, failure);
        }
    }

    // A file that cannot be read still is a case, which then fails with the reason.
    private static IEnumerable<string> Titles(string path)
    {
        try
        {
            return ModelTestFile.Parse(path, File.ReadAllText(path)).Select(static test => test.Title).Distinct();
        }
        catch (SqlProjectException)
        {
            return ["the file has the form of a test"];
        }
    }
}
