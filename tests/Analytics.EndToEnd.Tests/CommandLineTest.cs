using Analytics.Domain;

namespace Analytics.EndToEnd.Tests;

/// <summary>Verbs that read: one data root, built once.</summary>
public sealed class CommandLineTest(CommandLineTest.PublishedRoot root) : IClassFixture<CommandLineTest.PublishedRoot>
{
    /// <summary>A published agent log with a name that a spreadsheet and a browser must not trust.</summary>
    public sealed class PublishedRoot : IAsyncLifetime
    {
        internal Workspace Workspace { get; } = new();

        public async Task InitializeAsync()
        {
            var path = Workspace.Write("session.jsonl", AgentLog.Session([1, 2]));
            (await Workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
        }

        public Task DisposeAsync()
        {
            Workspace.Dispose();
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("a\u001b[2J=\u0007b")]
    [InlineData("claude-code=/no/such\nplace\u001b]0;x\u0007")]
    [Survives(31, 34)]
    public async Task Argument_WithControlCharacters_IsRefusedAndForgesNothing(string source)
    {
        var result = (await root.Workspace.RunAsync("ingest", "--source", source)).Expect(ExitCode.InvalidConfiguration);

        Assert.DoesNotContain(result.Errors, static letter => char.IsControl(letter) && letter != '\n');
    }

    [Theory]
    [InlineData("no-such-verb")]
    [InlineData("run", "--no-such-option")]
    [InlineData("run", "--source", "no-equals-sign")]
    [InlineData("run", "--sample", "--source", "claude-code=x")]
    [InlineData("query")]
    [InlineData("publish", "--generation", "0")]
    [InlineData("export", "--to", "x", "--format", "xlsx")]
    public async Task AnyVerb_WrongUse_EndsWithTwoAndWritesNoResult(params string[] arguments)
    {
        using var run = WorkerRun.Start(arguments);
        var result = (await run.ResultAsync()).Expect(ExitCode.Usage);

        Assert.Empty(result.Output);
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public async Task AnyVerb_UnknownSetting_EndsWithThreeAndNamesIt()
    {
        using var run = WorkerRun.Start(["doctor"], new Dictionary<string, string> { ["Analytics__NoSuchSetting"] = "1" });

        var result = (await run.ResultAsync()).Expect(ExitCode.InvalidConfiguration);

        Assert.Contains("NoSuchSetting", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_Json_IsOneObjectWithExactNumbers()
    {
        var result = (await root.Workspace.RunAsync(
            "query", "select sum(cost_usd) as cost_usd from mart_daily_costs where cost_basis = 'list'", "--json"))
            .Expect(ExitCode.Ok);

        Assert.Equal("1.200000000000", result.Json.GetProperty("rows")[0].GetProperty("cost_usd").GetRawText());
        Assert.Equal(1, result.Json.GetProperty("row_count").GetInt32());
    }

    [Fact]
    [Survives(33)]
    public async Task Query_Csv_GuardsFormulas()
    {
        var result = (await root.Workspace.RunAsync(
            "query", "select '=1+1' as name, -5 as amount", "--csv")).Expect(ExitCode.Ok);

        Assert.Equal("name,amount\n'=1+1,-5\n", result.Output);
    }

    [Fact]
    public async Task Query_Arrow_WritesAFile()
    {
        var path = Path.Combine(root.Workspace.Folder, "result.arrow");

        (await root.Workspace.RunAsync("query", "from mart_daily_costs", "--arrow", path)).Expect(ExitCode.Ok);

        Assert.Equal("ARROW1"u8.ToArray(), File.ReadAllBytes(path)[..6]);
    }

    [Theory]
    [InlineData("selec 1")]
    [InlineData("delete from mart_daily_costs")]
    [InlineData("select * from read_text('/etc/hostname')")]
    [Survives(31, 39)]
    public async Task Query_WhatIsNoQuestionOrOutOfReach_EndsWithTwo(string sql)
    {
        var result = (await root.Workspace.RunAsync("query", sql)).Expect(ExitCode.Usage);

        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Query_NothingPublished_SaysWhatToDo()
    {
        using var empty = new Workspace();

        Assert.Contains("Start with 'run'", (await empty.RunAsync("query", "select 1")).Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("parquet")]
    [InlineData("arrow")]
    public async Task Export_AllMarts_WritesAFileForEach(string format)
    {
        var target = Path.Combine(root.Workspace.Folder, $"export-{format}");

        (await root.Workspace.RunAsync("export", "--to", target, "--format", format)).Expect(ExitCode.Ok);

        Assert.Equal(
            root.Workspace.Published.Current()!.Tables.Select(table => $"{table.Name}.{format}").Order(StringComparer.Ordinal),
            Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void PublishedFile_EveryTableAndColumn_SaysWhatItMeans()
    {
        Assert.Empty(root.Workspace.Query<string>("select table_name from duckdb_tables() where coalesce(comment, '') = ''"));
        Assert.Empty(root.Workspace.Query<string>(
            "select view_name from duckdb_views() where not internal and coalesce(comment, '') = ''"));
        Assert.Empty(root.Workspace.Query<string>(
            "select table_name || '.' || column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''"));
    }

    [Fact]
    public async Task Run_NothingToRead_PublishesEmptyTablesAndViews()
    {
        using var workspace = new Workspace();

        (await workspace.RunAsync("run")).Expect(ExitCode.Ok);

        Assert.Equal(0, workspace.Scalar<long>("select count(list_cost_picousd) from priced_requests"));
        Assert.Equal(0, workspace.Scalar<long>("select count(billed_cost) from invoice_lines"));
    }

    [Fact]
    [Survives(27)]
    public async Task Verify_ChangedPart_IsFoundAndEndsWithFive()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("session.jsonl", AgentLog.Session([1]));
        (await workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
        (await workspace.RunAsync("verify")).Expect(ExitCode.Ok);
        string[] victims =
        [
            Directory.GetFiles(Path.Combine(workspace.Root.Lake, "requests"), "*.parquet", SearchOption.AllDirectories)[0],
            Directory.GetFiles(Path.Combine(workspace.Root.Lake, "priced"), "*.parquet", SearchOption.AllDirectories)[0],
            Path.Combine(workspace.Published.FolderOf(1), "mart_daily_costs.parquet"),
        ];
        foreach (var victim in victims)
        {
            var bytes = File.ReadAllBytes(victim);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(victim, bytes);
        }

        var result = (await workspace.RunAsync("verify", "--json")).Expect(ExitCode.CheckFailed);

        Assert.Equal(
            victims.Order(StringComparer.Ordinal),
            result.Json.GetProperty("faults").EnumerateArray()
                .Select(static fault => fault.GetProperty("path").GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_OlderGeneration_RollsReadersBack()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("session.jsonl", AgentLog.Session([1]));
        (await workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);
        workspace.Write("session.jsonl", AgentLog.Session([1, 2]));
        (await workspace.RunAsync("run", "--source", $"claude-code={path}")).Expect(ExitCode.Ok);

        (await workspace.RunAsync("publish", "--generation", "1")).Expect(ExitCode.Ok);

        Assert.Equal(1, workspace.Scalar<long>("select count(*) from priced_requests"));
    }

    [Fact]
    public async Task Doctor_HealthyRoot_FindsNoFault()
    {
        var result = (await root.Workspace.RunAsync("doctor", "--json")).Expect(ExitCode.Ok);

        var statuses = result.Json.GetProperty("checks").EnumerateArray()
            .Select(static check => (
                Name: check.GetProperty("name").GetString(),
                Status: check.GetProperty("status").GetString()))
            .ToList();
        Assert.All(statuses, static check => Assert.Equal("ok", check.Status));
        Assert.Contains(statuses, static check => check.Name == "duckdb library");
        Assert.Contains(statuses, static check => check.Name == "write, flush, rename");
    }

    [Fact]
    public async Task Run_Json_IsOneObjectWithTheAnswers()
    {
        using var workspace = new Workspace();
        var path = workspace.Write("session.jsonl", AgentLog.Session([1]));

        var result = (await workspace.RunAsync("run", "--json", "--quiet", "--source", $"claude-code={path}"))
            .Expect(ExitCode.Ok);

        Assert.Empty(result.Errors);
        var answers = result.Json.GetProperty("answers");
        Assert.Equal(1, answers.GetProperty("generation").GetInt32());
        Assert.Equal("0.60", answers.GetProperty("tables").GetProperty("spend")[0].GetProperty("costs_usd").GetRawText());
    }
}
