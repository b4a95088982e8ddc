using System.Globalization;
using Analytics.Domain;

namespace Analytics.EndToEnd.Tests.RealData;

/// <summary>Real Claude Code sessions: every published number, to the token and to the picodollar.</summary>
public sealed class ClaudeCodeSessionsTest(ClaudeCodeSessions sessions) : IClassFixture<ClaudeCodeSessions>
{
    private const string ProgressOnly = "agent <> 'claude-code'";

    [RealDataFact]
    public void Marts_WholeFolder_EqualThePublishedTotals()
    {
        Assert.Equal(ExitCode.Ok, sessions.Report.ExitCode);
        Assert.Equal(616.6260522m, ClaudeCodeTotals.Published.Usd);
        Assert.Equal(ClaudeCodeTotals.Published, ClaudeCodeTotals.Of(sessions.Workspace));
    }

    [RealDataFact]
    public void Calls_OfSubAgentsInProgressLines_StandBesideTheMainOnes()
    {
        Assert.Equal(8_100, Count($"not ({ProgressOnly})"));
        Assert.Equal(597_391_509_350_000, Sum("list_cost_picousd", $"not ({ProgressOnly})"));
        Assert.Equal(32_842_457, Sum("cache_write_5m_tokens", $"not ({ProgressOnly})"));
        Assert.Equal(3_364_980, Sum("cache_write_1h_tokens", $"not ({ProgressOnly})"));
        Assert.Equal(333, Count(ProgressOnly));
        Assert.Equal(19_234_542_850_000, Sum("list_cost_picousd", ProgressOnly));
    }

    [RealDataFact]
    public void Sessions_WithAPublishedNumber_EqualItToTheToken()
    {
        var reference = ReadReference();
        var found = sessions.Workspace.Query<SessionSum>(
                $"""
                select
                    parse_filename(path, true) as Session,
                    sum(uncached_input_tokens)::bigint as Input,
                    sum(coalesce(cache_write_5m_tokens, 0) + coalesce(cache_write_1h_tokens, 0))::bigint as CacheWrite,
                    sum(cache_read_tokens)::bigint as CacheRead,
                    sum(visible_output_tokens)::bigint as Output,
                from priced_requests
                inner join lake_files using (file_id)
                where not ({ProgressOnly})
                group by Session
                """)
            .ToDictionary(static sum => sum.Session, StringComparer.Ordinal);

        Assert.Equal(54, reference.Count(static row => row["published_scope"] == "whole"));
        Assert.All(
            reference.Where(static row => row["published_scope"] == "whole"),
            row => Assert.Equal(SumOf(row, "published"), found[row["session_id"]]));

        // A published tail begins where the session was handed over: nothing was called after it in these five.
        Assert.All(
            reference.Where(static row => row["published_scope"] == "tail"),
            static row => Assert.Equal(new SessionSum(row["session_id"], 0, 0, 0, 0), SumOf(row, "published")));

        // Every session, published or not, but for the one whose only call stands in another file too.
        var missing = reference.Select(static row => SumOf(row, "dedup"))
            .Where(sum => found.GetValueOrDefault(sum.Session) is { } other ? other != sum : sum.Input + sum.Output > 0);
        Assert.Equal([new SessionSum("e1bc91d1-2731-4b12-bf00-44f4dcddffd1", 10, 41_857, 0, 5)], missing);
    }

    [RealDataFact]
    public void Developers_ByTheirFolder_CostTheirShare()
    {
        var shares = sessions.Workspace.Query<decimal>(
            $"""
            select round(sum(list_cost_picousd) / 1000000000000, 2)::decimal(18, 2)
            from priced_requests
            inner join lake_files using (file_id)
            where not ({ProgressOnly})
            group by parse_path(path)[-2]
            order by 1 desc
            """);

        Assert.Equal([440.92m, 120.62m, 33.34m, 2.42m, 0.09m], shares);
    }

    [RealDataFact]
    public async Task Run_SameFolderAgain_ChangesNothing()
    {
        var again = await sessions.Workspace.RunPipelineAsync("claude-code", PublicData.Path(ClaudeCodeSessions.Folder));

        Assert.Equal(ExitCode.Ok, again.ExitCode);
        Assert.Equal(0, again.Ingest!.Report.RowsRead);
        Assert.Single(sessions.Workspace.Published.List());
    }

    private long Count(string where) => sessions.Workspace.Scalar<long>($"select count(*) from priced_requests where {where}");

    private long Sum(string column, string where) => sessions.Workspace.Scalar<long>(
        $"select sum({column})::bigint from priced_requests where {where}");

    private static List<Dictionary<string, string>> ReadReference()
    {
        var lines = File.ReadAllLines(PublicData.Path($"{ClaudeCodeSessions.Folder}/session_reference.csv"));
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(
            static cell => cell.First, static cell => cell.Second, StringComparer.Ordinal))];
    }

    private static SessionSum SumOf(Dictionary<string, string> row, string kind)
    {
        return new SessionSum(
            row["session_id"], Cell("input"), Cell("cache_creation"), Cell("cache_read"), Cell("output"));

        long Cell(string name) => long.Parse(row[$"{kind}_{name}"], CultureInfo.InvariantCulture);
    }

    private sealed record SessionSum(string Session, long Input, long CacheWrite, long CacheRead, long Output);
}
