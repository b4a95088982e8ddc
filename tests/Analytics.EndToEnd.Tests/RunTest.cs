using Analytics.Domain;

namespace Analytics.EndToEnd.Tests;

/// <summary>What a person sees who runs the worker: output, exit codes, and that a second run changes nothing.</summary>
public sealed class RunTest : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Run_Sample_AnswersTheMainQuestionsAndSaysWhereTheOutputsLie()
    {
        var result = (await _workspace.RunAsync("run", "--sample")).Expect(ExitCode.Ok);

        Assert.Contains("Customers who cost most", result.Output, StringComparison.Ordinal);
        Assert.Contains("Concentration", result.Output, StringComparison.Ordinal);
        Assert.Contains("What the invoices say", result.Output, StringComparison.Ordinal);
        Assert.Contains(_workspace.Published.ConveniencePath, result.Output, StringComparison.Ordinal);
        Assert.Contains("ingest", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AgentLog_ShowsModelsAndDaysAndItsExactCost()
    {
        var path = _workspace.Write("session.jsonl", AgentLog.Session([1, 2]));

        var result = (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);

        Assert.Contains("Models that cost most", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Customers who cost most", result.Output, StringComparison.Ordinal);
        Assert.Equal(1.2m, _workspace.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"));
        Assert.Equal(2, _workspace.Scalar<long>("select count(*) from priced_requests"));
    }

    [Fact]
    public async Task Run_Twice_KeepsTheGeneration()
    {
        var path = _workspace.Write("session.jsonl", AgentLog.Session([1]));
        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
        var first = File.ReadAllBytes(_workspace.Published.PointerPath);

        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);

        Assert.Equal(first, File.ReadAllBytes(_workspace.Published.PointerPath));
        Assert.Single(_workspace.Published.List());
    }

    [Fact]
    [Survives(28)]
    public async Task Run_ReaderHoldsThePublishedFile_ReaderKeepsItsGeneration()
    {
        var path = _workspace.Write("session.jsonl", AgentLog.Session([1]));
        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
        using var reader = _workspace.OpenConvenience();
        _workspace.Write("session.jsonl", AgentLog.Session([1, 2]));

        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);

        const string Cost = "select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'";
        const string Calls = "select count(*) from priced_requests";
        Assert.Equal(0.6m, await reader.ScalarAsync<decimal>(Cost, null, CancellationToken.None));
        Assert.Equal(1, await reader.ScalarAsync<long>(Calls, null, CancellationToken.None));
        Assert.Equal(1.2m, _workspace.Scalar<decimal>(Cost));
        Assert.Equal(2, _workspace.Scalar<long>(Calls));
    }

    [Fact]
    public async Task Run_BrokenLine_EndsWithFourAndKeepsTheGoodRows()
    {
        var path = _workspace.Write("session.jsonl", AgentLog.Session([1]) + "{\"type\":\"assistant\", \"usage\" broken\n");

        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Quarantined);

        Assert.Equal(0.6m, _workspace.Scalar<decimal>("select sum(cost_usd) from mart_daily_costs where cost_basis = 'list'"));
        Assert.Equal(1, _workspace.Scalar<long>("select count(*) from quarantine"));

        // The same bytes again are no news.
        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
    }

    [Fact]
    public async Task Run_FailingCheck_EndsWithFiveAndKeepsTheLastGeneration()
    {
        var path = _workspace.Write("session.jsonl", AgentLog.Session([1]));
        (await _workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
        var sql = _workspace.CopySql();
        File.WriteAllText(
            Path.Combine(sql, "checks", "check_nothing_costs_money.sql"),
            """
            -- why: money should not be spent
            select event_date, cost_usd from mart_daily_costs where cost_usd > 0 and cost_basis = 'list'
            """);

        var result = (await _workspace.RunWithSqlAsync(sql, "run", "--source", $"claude-code={path}"))
            .Expect(ExitCode.CheckFailed);

        Assert.Contains("check_nothing_costs_money.sql", result.Output, StringComparison.Ordinal);
        Assert.Contains("0.600000000000", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, _workspace.Published.Current()!.Generation);
    }

    [Fact]
    [Survives(24)]
    public async Task Run_AnotherWorkerHoldsTheRoot_EndsWithSix()
    {
        Directory.CreateDirectory(_workspace.Root.State);
        using var other = new FileStream(
            _workspace.Root.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var result = (await _workspace.RunAsync("run")).Expect(ExitCode.Locked);

        Assert.Contains("another worker", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SourceWithoutReader_EndsWithThreeAndNamesTheKinds()
    {
        var result = (await _workspace.RunAsync("run", "--source", "no-such-kind=.")).Expect(ExitCode.InvalidConfiguration);

        Assert.Contains("claude-code", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MissingSourceFolder_EndsWithThree() =>
        (await _workspace.RunAsync("run", "--source", "claude-code=/no/such/folder")).Expect(ExitCode.InvalidConfiguration);

    [Theory]
    [InlineData("INT", ExitCode.Interrupted)]
    [InlineData("TERM", ExitCode.Terminated)]
    public async Task Run_Signal_StopsCleanlyAndTheNextRunGoesOn(string signal, ExitCode expected)
    {
        _workspace.Write("session.jsonl", AgentLog.Session([1, 2, 3]));
        var source = $"claude-code={Path.Combine(_workspace.Folder, "input")}";
        using var run = _workspace.Start("run", "--source", source);
        while (!File.Exists(_workspace.Root.LockFile) && !run.HasExited)
        {
            await Task.Delay(20);
        }

        await run.SignalAsync(signal);

        (await run.ResultAsync()).Expect(expected);
        (await _workspace.RunAsync("run", "--source", source)).Expect(ExitCode.Ok);
        Assert.Empty(_workspace.Published.StagingLeftovers());
    }
}
