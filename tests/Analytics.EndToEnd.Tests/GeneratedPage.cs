using System.Text.RegularExpressions;

namespace Analytics.EndToEnd.Tests;

/// <summary>Pages that are made of a table and the tests there are, and compared with what is committed.</summary>
internal static partial class GeneratedPage
{
    /// <summary>
    /// Fails unless the page is the one committed. With the environment variable REWRITE set to 1 it is written anew first.
    /// </summary>
    public static void AssertIs(string path, string page)
    {
        if (Environment.GetEnvironmentVariable("REWRITE") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == page, $"{path} is stale. Run 'tests/run --rewrite'.");
    }

    /// <summary>Lines of a table behind its header, as fields.</summary>
    public static IEnumerable<IReadOnlyList<string>> ReadTable(string path) => File.ReadLines(path).Skip(1)
        .Select(static line => Field().Matches(line).Select(static match => match.Value.Trim('"')).ToList());

    /// <summary>
    /// The name of a test for people: Cost_CacheWriteInEitherConvention_IsExact is "cost, cache write in either convention:
    /// is exact".
    /// </summary>
    public static string Sentence(string test)
    {
        var parts = test.Split('_').Select(static part => Word().Replace(part, " $0").Trim().ToLowerInvariant()).ToList();
        return parts.Count == 3 ? $"{parts[0]}, {parts[1]}: {parts[2]}" : string.Join(", ", parts);
    }

    [GeneratedRegex("(?<=^|,)(?:\"[^\"]*\"|[^,]*)")]
    private static partial Regex Field();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])|(?<=[a-z])[0-9]")]
    private static partial Regex Word();
}
