using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Analytics.Domain;
using Analytics.Engine;

namespace Analytics.EndToEnd.Tests.Service;

/// <summary>Published tables over HTTP: one data root, one service, read only.</summary>
public sealed class TablesTest(TablesTest.ServedRoot root) : IClassFixture<TablesTest.ServedRoot>
{
    private const int Seed = 20_261_122;
    private const string Table = "/api/v1/tables/mart_daily_costs";

    /// <summary>Two days of an agent's log, published and served.</summary>
    public sealed class ServedRoot : IAsyncLifetime
    {
        internal Workspace Workspace { get; } = new();

        internal RunningService Service { get; private set; } = null!;

        internal string Key { get; private set; } = "";

        public async Task InitializeAsync()
        {
            Workspace.Write("a.jsonl", AgentLog.Session([1, 2], "2026-03-01"));
            Workspace.Write("b.jsonl", AgentLog.Session([3], "2026-03-02"));
            (await Workspace.RunAsync("run", "--source", $"claude-code={Path.Combine(Workspace.Folder, "input")}")).Expect(ExitCode.Ok);
            Key = (await Workspace.RunAsync("keys", "add", "tests")).Expect(ExitCode.Ok).Output.Trim();
            Service = await RunningService.StartAsync(
                Workspace, new Dictionary<string, string> { ["Analytics__Service__MinFreeMebibytes"] = "1" });
            Service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        }

        public Task DisposeAsync()
        {
            Service.Dispose();
            Workspace.Dispose();
            return Task.CompletedTask;
        }
    }

    private HttpClient Client => root.Service.Client;

    [Fact]
    public async Task Catalogue_NamesEveryTableAndWhatItsColumnsMean()
    {
        using var catalogue = JsonDocument.Parse(await Client.GetStringAsync("/api/v1/tables"));

        var tables = catalogue.RootElement.GetProperty("tables").EnumerateArray().ToList();
        Assert.Equal(
            root.Workspace.Published.Current()!.Tables.Select(static table => table.Name),
            tables.Select(static table => table.GetProperty("name").GetString()));
        Assert.All(
            tables.SelectMany(static table => table.GetProperty("columns").EnumerateArray()),
            static column => Assert.NotEqual("", column.GetProperty("meaning").GetString()));
    }

    [Fact]
    public async Task Health_OfTheData_TellsAgeAndReconciliation()
    {
        using var health = JsonDocument.Parse(await Client.GetStringAsync("/health/data"));

        Assert.True(health.RootElement.GetProperty("age_seconds").GetInt64() >= 0);
        Assert.Equal(JsonValueKind.Array, health.RootElement.GetProperty("reconciliation").ValueKind);
    }

    [Theory]
    [InlineData("/api/v1/tables", true)]
    [InlineData("/api/v1/tables/mart_customer_costs.arrows", true)]
    [InlineData("/api/v1/tables/mart_customer_costs.arrow", false)]
    [InlineData("/jobs", false)]
    public async Task Answer_ToWhoUnpacks_IsCompressedOnlyWhereNothingLeaks(string path, bool isCompressed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var answer = await Client.SendAsync(request);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(isCompressed, answer.Content.Headers.ContentEncoding.Contains("gzip"));
    }

    [Theory]
    [InlineData("arrow", "application/vnd.apache.arrow.file")]
    [InlineData("parquet", "application/vnd.apache.parquet")]
    public async Task WholeTable_IsTheGenerationsFileByteForByte(string format, string mediaType)
    {
        using var answer = await Client.GetAsync($"{Table}.{format}");

        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            await File.ReadAllBytesAsync(Path.Combine(root.Workspace.Published.FolderOf(1), $"mart_daily_costs.{format}")),
            await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Query_InEveryFormat_HasTheSameRows()
    {
        const string query = "?select=event_date,cost_basis,cost_usd&cost_basis=eq.list&order=event_date.desc&limit=1";
        using var json = JsonDocument.Parse(await Client.GetStringAsync($"{Table}{query}"));
        var expected = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("2026-03-02", expected.GetProperty("event_date").GetString());

        Assert.Equal(
            $"event_date,cost_basis,cost_usd\n2026-03-02,list,{expected.GetProperty("cost_usd").GetRawText()}\n",
            await Client.GetStringAsync($"{Table}.csv{query}"));
        Assert.Equal("ARROW1"u8.ToArray(), (await Client.GetByteArrayAsync($"{Table}.arrow{query}"))[..6]);
        Assert.Equal([0xff, 0xff, 0xff, 0xff], (await Client.GetByteArrayAsync($"{Table}.arrows{query}"))[..4]);
        var parquet = Path.Combine(root.Workspace.Folder, "answer.parquet");
        await File.WriteAllBytesAsync(parquet, await Client.GetByteArrayAsync($"{Table}.parquet{query}"));
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [root.Workspace.Folder] });
        Assert.Equal(
            expected.GetProperty("cost_usd").GetDecimal(),
            await session.ScalarAsync<decimal>($"select cost_usd from read_parquet('{parquet}')", null, default));
    }

    [Fact]
    public async Task Accept_Header_ChoosesTheFormat()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Table}?limit=1");
        request.Headers.Add("Accept", "text/csv");

        using var answer = await Client.SendAsync(request);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".arrow")]
    [InlineData(".csv?limit=1")]
    public async Task Answer_KnownAlready_IsNotSentAgain(string what)
    {
        using var first = await Client.GetAsync(Table + what);
        using var request = new HttpRequestMessage(HttpMethod.Get, Table + what);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    [Survives(31)]
    public async Task GenerationFile_InRanges_FitsTogether()
    {
        const string path = "/api/v1/generations/1/mart_daily_costs.parquet";
        var whole = await Client.GetByteArrayAsync(path);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(whole.Length - 8, null);

        using var tail = await Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.PartialContent, tail.StatusCode);
        Assert.Equal(whole[^8..], await tail.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync("/api/v1/generations/1/manifest.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync("/api/v1/generations/1/..%2f..%2fstate%2fkeys.json")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.GetAsync("/api/v1/generations/2/mart_daily_costs.parquet")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/tables/no_such_mart", HttpStatusCode.NotFound)]
    [InlineData(Table + "?format=xlsx", HttpStatusCode.BadRequest)]
    [InlineData(Table + "?nope=eq.1", HttpStatusCode.BadRequest)]
    [InlineData(Table + "?event_date=eq.yesterday", HttpStatusCode.BadRequest)]
    [InlineData(Table + "?limit=99999999999", HttpStatusCode.BadRequest)]
    [Survives(39)]
    public async Task Question_ThatCannotBeAnswered_IsAProblemWithWhatToDo(string path, HttpStatusCode expected)
    {
        using var answer = await Client.GetAsync(path);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.NotEqual("", problem.RootElement.GetProperty("detail").GetString());
        Assert.DoesNotContain("   at ", problem.RootElement.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Text of a caller never becomes SQL: it is answered or refused, reaches no file, and changes none.</summary>
    [Fact]
    [Survives(32, 39)]
    public async Task Questions_OfHostileText_AreAnsweredOrRefusedAndChangeNothing()
    {
        string[] pieces =
        [
            "'", "\"", ";", "--", "/*", "*/", "(", ")", ",", ".", "%", "\0", "\n", "\u202e", "eq.", "in.", "like.", "is.null", "null",
            "select 1", " union all select content from read_text('/etc/passwd')", "attach '/etc/passwd'", "copy (select 1) to 'x'",
            "set threads=1", "getenv('HOME')", "1e400", "-1", "99999999999999999999", "cost_usd", "event_date", "customer_id", "sum",
        ];
        string[] names = ["select", "order", "group", "aggregate", "top", "limit", "offset", "format", "cost_usd", "event_date", "requests"];
        var random = new Random(Seed);
        for (var question = 0; question < 250; question++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => pieces[random.Next(pieces.Length)]));
            var path = $"{Table}?{names[random.Next(names.Length)]}={Uri.EscapeDataString(value)}&limit=5";

            using var answer = await Client.GetAsync(path);

            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("root:", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Empty(root.Workspace.TornForReaders);
    }

    /// <summary>A key stands in no log, page, file or answer, wherever a caller puts it.</summary>
    [Fact]
    [Survives(36)]
    public async Task Key_WhereverItIsPut_IsWrittenNowhere()
    {
        var secret = root.Key.Split('_')[2];
        await Client.GetAsync($"/api/v1/tables/{root.Key}?key={root.Key}");
        await Client.PostAsync($"/jobs/{root.Key}/run", null);
        await Client.PostAsync("/login", new FormUrlEncodedContent([new("key", root.Key)]));
        using var wrong = new HttpRequestMessage(HttpMethod.Get, $"/jobs?{root.Key}");
        wrong.Headers.Add("Authorization", $"Bearer {root.Key}x");
        await root.Service.Client.SendAsync(wrong);

        var written = new StringBuilder(root.Service.Log)
            .Append(await Client.GetStringAsync("/jobs")).Append(await Client.GetStringAsync("/api/v1/runs"));
        foreach (var path in Directory.GetFiles(root.Workspace.Root.State, "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            written.Append(await reader.ReadToEndAsync());
        }

        Assert.DoesNotContain(secret, written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_OfEveryTable_AreNoneThatTheQueryKeepsForItself() => Assert.Empty(
        root.Workspace.Published.Current()!.Tables.SelectMany(static table => table.Columns).Select(static column => column.Name)
            .Intersect(["select", "order", "limit", "offset", "format"]));
}
