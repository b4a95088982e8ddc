using Analytics.Domain;
using Analytics.Lake.Ingest;
using Analytics.Sources;
using Analytics.Tests.SqlModels;

namespace Analytics.Tests.Lake;

/// <summary>
/// Wherever ingest dies, the next run ends with the lake and ledger of a run that was never disturbed.
/// </summary>
public sealed class CrashTests
{
    [Fact]
    [Survives(1)]
    public async Task Ingest_CrashBeforeEachFileOperation_HealsAtTheNextRun()
    {
        using var undisturbed = new LakeFixture();
        Fill(undisturbed);
        var counting = new CrashingFileOps(new DiskFileOps(), int.MaxValue);
        undisturbed.Files = counting;
        await undisturbed.IngestAsync();
        var expected = await undisturbed.FingerprintAsync();

        for (var operation = 0; operation < counting.Operations; operation++)
        {
            using var lake = new LakeFixture();
            Fill(lake);
            lake.Files = new CrashingFileOps(new DiskFileOps(), operation);
            var fault = await Record.ExceptionAsync(() => lake.IngestAsync());
            Assert.True(fault is IOException or null, $"operation {operation}: {fault}");
            await AssertListsWhatStands(lake);

            lake.Restart();
            lake.Files = new DiskFileOps();
            await lake.IngestAsync();

            Assert.True(expected.SequenceEqual(await lake.FingerprintAsync()),
                $"another lake after a crash before operation {operation}");
        }
    }

    [Fact]
    public async Task Ingest_EqualInputInTwoPlaces_GivesEqualBytes()
    {
        using var first = new LakeFixture();
        using var second = new LakeFixture();
        var lines = Enumerable.Range(0, 300_000).Select(
            static number => LakeFixture.Line($"id-{number}", 1 + (number / 200_000), number));
        var text = string.Join('\n', lines);
        foreach (var lake in new[] { first, second })
        {
            lake.Write("a.jsonl", text);
            await lake.IngestAsync();
        }

        var parts = (await first.SnapshotAsync()).Parts;
        Assert.Equal(2, parts.Count);
        Assert.Equal(["300000 0"], await first.QueryAsync(
            "requests", "count(*), count(*) filter (dedupe_key <> 'id-' || (line_no - 1))"));
        Assert.Equal(parts.Select(static part => part.Sha256),
            (await second.SnapshotAsync()).Parts.Select(static part => part.Sha256));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Ingest_LargeFileWithLinesThatMakeNoRow_KeepsTheNumbersOfTheOthers(string odd)
    {
        using var lake = new LakeFixture();
        var lines = Enumerable.Range(0, 300_000).Select(
            number => number % 1_000 == 500 ? odd : LakeFixture.Line($"id-{number}"));
        lake.Write("a.jsonl", string.Join('\n', lines));

        await lake.IngestAsync();

        Assert.Equal(["299700 0"], await lake.QueryAsync(
            "requests", "count(*), count(*) filter (dedupe_key <> 'id-' || (line_no - 1))"));
    }

    [Fact]
    public async Task Ingest_ThousandsOfSmallFiles_MakesFewCommits()
    {
        using var lake = new LakeFixture();
        lake.Options = new IngestOptions { BatchFiles = 1_000 };
        for (var file = 0; file < 2_500; file++)
        {
            lake.Write($"{file % 50}/{file}.jsonl", LakeFixture.Line($"{file}") + "\n");
        }

        var report = await lake.IngestAsync();

        Assert.Equal((3, 2_500, 2_500), (report.Commits, report.FilesRead, report.RowsAccepted));
        Assert.Equal(3, (await lake.SnapshotAsync()).Parts.Count);
        Assert.Equal(["2500"], await lake.QueryAsync("requests", "count(distinct file_id)"));
    }

    private static void Fill(LakeFixture lake)
    {
        lake.Options = new IngestOptions { BatchFiles = 2 };
        lake.Write("a.jsonl", LakeFixture.Line("a") + "\n" + LakeFixture.Line("b", 2) + "\n");
        lake.Write("b.jsonl", LakeFixture.Line("c") + "\nbroken\n");
        lake.Write("c.jsonl", LakeFixture.Line("d") + "\n\0\n");
    }

    private static async Task AssertListsWhatStands(LakeFixture lake)
    {
        foreach (var part in (await lake.SnapshotAsync()).Parts)
        {
            Assert.True(File.Exists(part.Path), $"{part.Path} is listed and missing");
        }
    }
}
