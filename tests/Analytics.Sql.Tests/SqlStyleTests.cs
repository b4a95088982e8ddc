using System.Text.RegularExpressions;
using Analytics.SqlModels;

namespace Analytics.Sql.Tests;

/// <summary>House rules of SQL text; each test lists its exceptions by name.</summary>
public sealed partial class SqlStyleTests
{
    private const int MaxLineLength = 120;
    private const int MaxModelLines = 120;

    // A reader names each of some sixty columns of its dataset on a line of its own.
    private const int MaxReaderLines = 180;

    /// <summary>Readers of formats that know several shapes of the same record.</summary>
    private static readonly HashSet<string> LongQueries = ["codex", "langfuse", "litellm", "otel_genai"];

    private static readonly HashSet<string> JoinKinds =
        ["inner", "left", "right", "full", "outer", "cross", "semi", "anti", "asof", "positional", "lateral"];

    private static readonly HashSet<string> Keywords =
    [
        "select", "from", "where", "group", "by", "having", "order", "limit", "with", "as", "inner", "left", "join",
        "on", "using", "union", "all", "case", "when", "then", "else", "end", "and", "or", "not", "is", "null", "in",
        "between",
        "cast", "over", "partition", "create", "macro", "qualify", "values", "distinct", "interval", "true", "false",
    ];

    public static TheoryData<string> SqlFiles => [.. Repository.Files("sql", "*.sql").Select(Repository.Relative)];

    public static TheoryData<string> Queries =>
        [.. Repository.Files("sql", "*.sql").Select(Repository.Relative).Where(static path =>
            !path.EndsWith(ModelTestFile.Extension, StringComparison.Ordinal)
            && !path.Contains("/macros/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(SqlFiles))]
    public void Text_OfEveryFile_KeepsToWidthAndBlanks(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));
        Assert.DoesNotContain('\t', text);
        Assert.DoesNotContain('\r', text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var lines = text.Split('\n');
        Assert.All(lines, static line => Assert.True(line.Length <= MaxLineLength, $"{line.Length} letters: {line}"));
        Assert.All(lines, static line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [MemberData(nameof(SqlFiles))]
    public void Keywords_InEveryFile_AreLowerCase(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));
        var shouting = SqlTokens.Read(text)
            .Where(token => Keywords.Contains(token.Text)
                && text.AsSpan(token.Start, token.Text.Length).ContainsAnyInRange('A', 'Z'));
        Assert.Empty(shouting.Select(token => $"{path}:{token.Line}: write '{token.Text}' in lower case"));
    }

    /// <summary>
    /// DuckDB 1.5.6 writes past its memory when 'coalesce' over JSON fails within 'try': an aborted process, or worse, none.
    /// </summary>
    [Fact]
    public void Try_OfCoalesce_StandsNowhere() => Assert.All(
        Repository.Files("sql", "*.sql"),
        static path => Assert.False(
            TriedCoalesce().IsMatch(File.ReadAllText(path)),
            $"{Repository.Relative(path)}: write 'try_cast(… as json)' instead of 'try(coalesce(…))'"));

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_OfEveryFile_UsesNoBannedConstruct(string path)
    {
        var tokens = SqlTokens.Read(File.ReadAllText(Path.Combine(Repository.Root, path)));
        var faults = new List<string>();
        for (var index = 0; index + 1 < tokens.Count; index++)
        {
            var (before, token, next) = (index == 0 ? default : tokens[index - 1], tokens[index], tokens[index + 1]);
            var fault = token switch
            {
                _ when token.IsWord("by") && before.IsWord("group") && char.IsAsciiDigit(next.Text[0]) =>
                    "group by names, not by positions",
                _ when token.IsWord("union") && !next.IsWord("all") => "write 'union all'",
                _ when token.IsWord("as") && IsOneLetter(next) => $"give '{next.Text}' a whole word for a name",
                _ when IsOneLetter(token) && next.IsSymbol('.') && !before.IsSymbol('.') =>
                    $"give '{token.Text}' a whole word for a name",
                _ when token.IsWord("join") && !JoinKinds.Contains(before.Text) =>
                    "spell out 'inner join' or 'left join'",
                _ => null,
            };
            if (fault is not null)
            {
                faults.Add($"{path}:{token.Line}: {fault}");
            }
        }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void LastLine_OfQueryWithSteps_SelectsTheLastStep(string path)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, path));
        var tokens = SqlTokens.Read(text);
        if (tokens[0].IsWord("with"))
        {
            var lastLine = text.TrimEnd().Split('\n')[^1];
            Assert.Equal($"select * from {LastStep(tokens)}", lastLine);
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Length_OfEveryQuery_IsBounded(string path)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, path))
            .SkipWhile(static line => line.StartsWith("--", StringComparison.Ordinal))
            .Count();
        var limit = path.Contains("/readers/", StringComparison.Ordinal) ? MaxReaderLines : MaxModelLines;
        var isLong = LongQueries.Contains(Path.GetFileNameWithoutExtension(path));
        Assert.True(lines <= limit != isLong, $"{path}: {lines} lines below the header, limit {limit}");
    }

    private static bool IsOneLetter(SqlToken token) =>
        token.Kind == SqlTokenKind.Word && OneLetter().IsMatch(token.Text);

    private static string? LastStep(List<SqlToken> tokens)
    {
        var depth = 0;
        string? last = null;
        for (var index = 0; index + 2 < tokens.Count; index++)
        {
            depth += tokens[index].IsSymbol('(') ? 1 : tokens[index].IsSymbol(')') ? -1 : 0;
            if (depth == 0 && tokens[index].Kind == SqlTokenKind.Word && tokens[index + 1].IsWord("as")
                && (tokens[index + 2].IsSymbol('(') || tokens[index + 2].IsWord("materialized")
                    || tokens[index + 2].IsWord("not")))
            {
                last = tokens[index].Text;
            }
        }

        return last;
    }

    [GeneratedRegex("^[a-z]$")]
    private static partial Regex OneLetter();

    [GeneratedRegex(@"\btry\s*\(\s*coalesce\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex TriedCoalesce();
}
