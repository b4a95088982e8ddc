using Analytics.Domain;

namespace Analytics.EndToEnd.Tests;

/// <summary>Files that a reader takes as one text: its rows stand on lines all the same, and bad text never gets in.</summary>
public sealed class TextSourceTest : IDisposable
{
    private const string Board =
        """
        - dirname: a
          model: m
          test_cases: 10
          pass_num_2: 5

        - dirname: b
          model: m
          test_cases: 10
          total_cost: free

        """;

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Run_BoardWithABadEntry_QuarantinesItWithItsLine()
    {
        var path = _workspace.Write("polyglot_leaderboard.yml", Board);

        (await _workspace.RunAsync("run", "--source", $"aider-leaderboard={path}")).Expect(ExitCode.Quarantined);

        Assert.Equal(1, _workspace.Scalar<long>("select rows_accepted from lake_files where kind = 'aider-leaderboard'"));
        Assert.Equal(
            "6 bad_amount - dirname: b",
            _workspace.Scalar<string>("select concat_ws(' ', line_no, reason, raw_text) from quarantine"));
    }

    [Fact]
    public async Task Run_TextWithNul_IsRefusedAndTheOthersAreRead()
    {
        _workspace.Write("boards/nul_leaderboard.yml", Board + "\0");
        var path = _workspace.Write("boards/good_leaderboard.yml", Board.Replace("free", "2", StringComparison.Ordinal));

        var result = await _workspace.RunAsync("run", "--source", $"aider-leaderboard={Path.GetDirectoryName(path)}");

        Assert.Contains("NUL byte", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, _workspace.Scalar<long>("select rows_accepted from lake_files where kind = 'aider-leaderboard'"));
    }
}
