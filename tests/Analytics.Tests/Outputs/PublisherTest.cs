using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Engine;
using Analytics.Outputs;
using Analytics.Sources;
using Analytics.Tests.SqlModels;

namespace Analytics.Tests.Outputs;

public sealed class PublisherTest : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("analytics-publisher-").FullName;
    private readonly DiskFileOps _files = new();

    private string Work => Path.Combine(_root, "work.duckdb");

    private string Lake => Path.Combine(_root, "lake");

    private GenerationStore Store => new(Path.Combine(_root, "published"), _files);

    public PublisherTest()
    {
        Directory.CreateDirectory(Lake);
        BuildMart(costs: "1.5");
        InLake("copy (select 1 as id) to 'part-1.parquet' (format parquet)");
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task PublishAsync_FirstTime_WritesAllFormatsAndThePointer()
    {
        var report = await PublishAsync();

        Assert.True(report.IsNew);
        Assert.Equal(1, report.Manifest.Generation);
        Assert.Equal(
            ["analytics.duckdb", "mart_example.arrow", "mart_example.parquet"],
            report.Manifest.Files.Select(static file => file.Name));
        Assert.All(report.Manifest.Files, file => Assert.Equal(
            new FileInfo(Path.Combine(report.Directory, file.Name)).Length, file.Bytes));
        Assert.Equal(new ManifestTable(
            "mart_example",
            2,
            [new("customer", "VARCHAR"), new("cost_usd", "DECIMAL(38,12)")]).Rows, report.Manifest.Tables.Single().Rows);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(report.Directory, "manifest.json")), File.ReadAllBytes(Store.PointerPath));
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(report.Directory, "analytics.duckdb")), File.ReadAllBytes(Store.ConveniencePath));
        Assert.Empty(Store.StagingLeftovers());
    }

    [Fact]
    public async Task PublishAsync_PublishedFile_CarriesCommentsViewsAndFiles()
    {
        await PublishAsync();
        using var session = OpenConvenience();

        Assert.Equal(
            "Why it exists.",
            await session.ScalarAsync<string>(
                "select comment from duckdb_tables() where table_name = 'mart_example'", null, default));
        Assert.Equal(
            "What it cost. Unit: USD.",
            await session.ScalarAsync<string>(
                "select comment from duckdb_columns() where table_name = 'mart_example' and column_name = 'cost_usd'",
                null,
                default));
        Assert.Equal(1, await session.ScalarAsync<long>("select sum(id) from requests", null, default));
        Assert.Equal(0, await session.ScalarAsync<long>("select count(day) from nothing_yet", null, default));
        Assert.Equal(7, await session.ScalarAsync<long>("select commit_no from generation", null, default));
        Assert.Equal(
            "a.jsonl accepted 9",
            await session.ScalarAsync<string>("select path || ' accepted ' || rows_accepted from lake_files", null, default));
        Assert.Equal(
            "The path.",
            await session.ScalarAsync<string>(
                "select comment from duckdb_columns() where table_name = 'lake_files' and column_name = 'path'", null, default));
    }

    [Fact]
    [Survives(29)]
    public async Task PublishAsync_PublishedFile_HasTheOldStorageVersion()
    {
        await PublishAsync();

        var header = File.ReadAllBytes(Store.ConveniencePath).AsSpan(0, 20);

        Assert.Equal("DUCK"u8.ToArray(), header[8..12].ToArray());
        Assert.Equal(64ul, BitConverter.ToUInt64(header[12..20]));
    }

    [Fact]
    public async Task PublishAsync_SameContent_KeepsTheGeneration()
    {
        var first = await PublishAsync();
        BuildMart(costs: "1.5");

        var second = await PublishAsync();

        Assert.False(second.IsNew);
        Assert.Equal(first.Manifest.CreatedAt, second.Manifest.CreatedAt);
        Assert.Equal([1], Store.List().Select(static manifest => manifest.Generation));
    }

    [Fact]
    public async Task PublishAsync_OtherContent_MakesAGenerationAndKeepsTheOld()
    {
        await PublishAsync();
        BuildMart(costs: "2.5");

        var second = await PublishAsync();

        Assert.True(second.IsNew);
        Assert.Equal([1, 2], Store.List().Select(static manifest => manifest.Generation));
        Assert.Equal(2, Store.Current()!.Generation);
    }

    [Fact]
    public async Task PublishAsync_OtherFilesBehindAView_MakesAGeneration()
    {
        await PublishAsync();
        InLake("copy (select 2 as id) to 'part-2.parquet' (format parquet)");

        Assert.True((await PublishAsync(viewFiles: ["part-1.parquet", "part-2.parquet"])).IsNew);
    }

    [Fact]
    public async Task PublishAsync_ManyGenerations_KeepsTheNewest()
    {
        foreach (var costs in new[] { "1", "2", "3", "4" })
        {
            BuildMart(costs);
            await PublishAsync(keep: 2);
        }

        Assert.Equal([3, 4], Store.List().Select(static manifest => manifest.Generation));
        Assert.False(Directory.Exists(Store.FolderOf(2)));
        Assert.Empty(Store.StagingLeftovers());
    }

    [Fact]
    public async Task MakeCurrent_OlderGeneration_RollsBackAndOutlivesRetention()
    {
        await PublishAsync();
        BuildMart(costs: "2.5");
        await PublishAsync();

        Store.MakeCurrent(1);
        using (var session = OpenConvenience())
        {
            Assert.Equal(3.0m, await session.ScalarAsync<decimal>("select sum(cost_usd) from mart_example", null, default));
        }

        Assert.Equal(1, Store.Current()!.Generation);
        BuildMart(costs: "2.5");
        Assert.Equal(2, (await PublishAsync(keep: 1)).Manifest.Generation);
    }

    [Fact]
    public void MakeCurrent_UnknownGeneration_NamesTheKeptOnes()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Store.MakeCurrent(9));

        Assert.Contains("generation 9 is not kept", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Survives(28)]
    public async Task PublishAsync_ReaderHoldsTheOldFile_BothGoOn()
    {
        await PublishAsync();
        using var reader = OpenConvenience();
        BuildMart(costs: "2.5");

        await PublishAsync();

        Assert.Equal(3.0m, await reader.ScalarAsync<decimal>("select sum(cost_usd) from mart_example", null, default));
        using var later = OpenConvenience();
        Assert.Equal(5.0m, await later.ScalarAsync<decimal>("select sum(cost_usd) from mart_example", null, default));
    }

    [Fact]
    [Survives(1)]
    public async Task PublishAsync_CrashBeforeAnyFileOperation_LeavesWholeGenerationsAndHeals()
    {
        await PublishAsync();
        for (var survived = 0; ; survived++)
        {
            BuildMart(costs: $"{survived + 100}");
            var hasCrashed = false;
            try
            {
                await PublishAsync(files: new CrashingFileOps(_files, survived));
            }
            catch (IOException)
            {
                hasCrashed = true;
            }

            await AssertWholeAsync();
            var healed = await PublishAsync();

            Assert.Equal(healed.Manifest.Generation, Store.Current()!.Generation);
            Assert.Empty(Store.StagingLeftovers());
            using var session = OpenConvenience();
            Assert.Equal(
                2m * (survived + 100), await session.ScalarAsync<decimal>("select sum(cost_usd) from mart_example", null, default));
            if (!hasCrashed)
            {
                Assert.True(survived > 20, $"Only {survived} file operations were seen.");
                return;
            }
        }
    }

    [Fact]
    public async Task PublishAsync_MartNotBuilt_SaysWhatToDo()
    {
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => PublishAsync(mart: "mart_missing"));

        Assert.Contains("Run 'build'", fault.Message, StringComparison.Ordinal);
        Assert.Null(Store.Current());
    }

    [Theory]
    [InlineData("copy (select 1) to 'x.csv'")]
    [InlineData("delete from mart_example")]
    [InlineData("attach 'other.duckdb' as other")]
    [InlineData("select * from read_csv('/etc/passwd')")]
    [InlineData("set memory_limit = '1GB'")]
    [Survives(39)]
    public async Task ReadAsync_AnythingButAQuestion_IsRefused(string sql)
    {
        await PublishAsync();
        using var database = PublishedDatabase.OpenCurrent(Store, new EngineOptions { AllowedDirectories = [Lake] });

        await Assert.ThrowsAsync<EngineException>(
            () => database.ReadAsync(sql, static _ => Task.FromResult(0), CancellationToken.None));
    }

    [Theory]
    [InlineData("select 1 as one;")]
    [InlineData("select 1 as one -- remark")]
    [InlineData("from mart_example")]
    [InlineData("with steps as (select 1 as one) select * from steps order by one")]
    [InlineData("describe mart_example")]
    public async Task ReadAsync_Question_IsAnswered(string sql)
    {
        await PublishAsync();
        using var database = PublishedDatabase.OpenCurrent(Store, new EngineOptions { AllowedDirectories = [Lake] });

        var hasRow = await database.ReadAsync(
            sql, static reader => reader.ReadAsync(CancellationToken.None), CancellationToken.None);

        Assert.True(hasRow);
    }

    /// <summary>Every generation that can be found, the one pointed at above all, is what its manifest says.</summary>
    private async Task AssertWholeAsync()
    {
        var current = Store.Current()!;
        Assert.Contains(current.Generation, Store.List().Select(static manifest => manifest.Generation));
        foreach (var manifest in Store.List())
        {
            foreach (var file in manifest.Files)
            {
                await using var stream = File.OpenRead(Path.Combine(Store.FolderOf(manifest.Generation), file.Name));
                Assert.Equal(file.Sha256, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream)));
            }
        }

        using var session = OpenConvenience();
        Assert.Equal(2, await session.ScalarAsync<long>("select count(*) from mart_example", null, default));
    }

    private async Task<PublishReport> PublishAsync(
        string mart = "mart_example", int keep = 5, IReadOnlyList<string>? viewFiles = null, IFileOps? files = null)
    {
        var store = new GenerationStore(Store.Root, files ?? _files);
        var options = new PublishOptions { KeepGenerations = keep };
        var publisher = new Publisher(store, options, files ?? _files, TimeProvider.System);
        return await publisher.PublishAsync(
            new PublishRequest(
                new EngineOptions { DatabasePath = Work, AllowedDirectories = [Lake] },
                [
                    new PublishedTable(
                        mart,
                        ["cost_usd desc", "customer"],
                        new PublishedText(
                            "Why it exists.",
                            new Dictionary<string, string> { ["cost_usd"] = "What it cost. Unit: USD." }),
                        new Dictionary<string, string> { ["grain"] = "customer" },
                        new Dictionary<string, IReadOnlyDictionary<string, string>>
                        {
                            ["cost_usd"] = new Dictionary<string, string> { ["unit"] = "USD" },
                        }),
                ],
                [
                    new PublishedView(
                        "requests",
                        [.. (viewFiles ?? ["part-1.parquet"]).Select(name => Path.Combine(Lake, name))],
                        [],
                        new PublishedText("Requests.", new Dictionary<string, string>())),
                    new PublishedView(
                        "nothing_yet",
                        [],
                        [new ManifestColumn("day", "DATE")],
                        new PublishedText("Nothing yet.", new Dictionary<string, string> { ["day"] = "The day." })),
                ],
                new LakeSnapshot(
                    7,
                    [
                        new LakeFile(
                            "ff", "logs", "litellm", "a.jsonl", 1, 10, 10, 9, 1, 0, false, false, 7, DateTimeOffset.UnixEpoch),
                    ],
                    []),
                new PublishedText("Files.", new Dictionary<string, string> { ["path"] = "The path." })),
            new Progress<PublishProgress>(),
            CancellationToken.None);
    }

    private void BuildMart(string costs)
    {
        using var session = EngineSession.Open(new EngineOptions { DatabasePath = Work });
        session.Execute(
            "create or replace table mart_example as "
            + $"select unnest(['b', 'a']) as customer, {costs}::decimal(38, 12) as cost_usd");
    }

    private void InLake(string sql)
    {
        using var session = EngineSession.Open(new EngineOptions { AllowedDirectories = [Lake] });
        session.Execute(sql.Replace("'part", $"'{Lake}/part", StringComparison.Ordinal));
    }

    private EngineSession OpenConvenience() => EngineSession.Open(new EngineOptions
    {
        DatabasePath = Store.ConveniencePath,
        IsReadOnly = true,
        AllowedDirectories = [Lake],
    });
}
