using Analytics.Domain;

namespace Analytics.Tests.Lake;

/// <summary>
/// Files that grow, are rewritten, vanish or come again: each line is in the lake once, and nothing is lost.
/// </summary>
public sealed class GrowthTests : IDisposable
{
    private readonly LakeFixture lake = new();

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task Ingest_UnchangedFile_IsSkippedWithoutReadingIt()
    {
        lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        var before = await lake.FingerprintAsync();

        var report = await lake.IngestAsync();

        Assert.Equal((1, 0), (report.FilesUnchanged, report.Commits));
        Assert.Equal(before, await lake.FingerprintAsync());
    }

    [Fact]
    [Survives(5)]
    public async Task Ingest_SameBytesUnderNewName_AreSkippedAndCounted()
    {
        lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        lake.Write("b.jsonl", LakeFixture.Line("a") + "\n");

        Assert.Equal((1, 1, 0), await Counts());
        Assert.Equal((2, 0, 0), await Counts());

        async Task<(long Unchanged, long SameBytes, long Rows)> Counts()
        {
            var report = await lake.IngestAsync();
            return (report.FilesUnchanged, report.FilesSameBytes, report.RowsRead);
        }
    }

    [Fact]
    [Survives(6)]
    public async Task Ingest_GrownFile_ReadsOnlyTheTailWithNumbersGoingOn()
    {
        var path = lake.Write("a.jsonl", $"{LakeFixture.Line("a")}\n\n");
        await lake.IngestAsync();
        File.AppendAllText(path, $"{LakeFixture.Line("b", 2)}\n{LakeFixture.Line("c", tokens: -1)}\n");

        var report = await lake.IngestAsync();

        Assert.Equal((2, 1, 1), (report.RowsRead, report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["1 a", "3 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
        Assert.Equal([$"4 {LakeFixture.Line("a").Length + 2 + LakeFixture.Line("b", 2).Length + 1}"],
            await lake.QueryAsync("quarantine", "line_no, byte_offset"));
        Assert.All((await lake.SnapshotAsync()).Files, static file => Assert.False(file.IsSuperseded));
    }

    [Fact]
    [Survives(3)]
    public async Task Ingest_TornLastLine_WaitsForItsEndAndIsNeverQuarantined()
    {
        var second = LakeFixture.Line("b");
        var path = lake.Write("a.jsonl", $"{LakeFixture.Line("a")}\n{second[..20]}");

        var torn = await lake.IngestAsync();
        Assert.Equal((1, 1, 0), (torn.FilesPending, torn.RowsAccepted, torn.RowsQuarantined));
        Assert.Equal(1, (await lake.IngestAsync()).FilesUnchanged);

        File.AppendAllText(path, second[20..30]);
        Assert.Equal((1, 0L), (await lake.IngestAsync() is var still ? (still.FilesPending, still.RowsRead) : default));

        File.AppendAllText(path, $"{second[30..]}\n");
        Assert.Equal(1, (await lake.IngestAsync()).RowsAccepted);
        Assert.Equal(["1 a", "2 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }

    [Fact]
    [Survives(3)]
    public async Task Ingest_OnlyATornLine_TakesNothingYet()
    {
        var path = lake.Write("a.jsonl", "{\"id\":");
        Assert.Equal((1, 0),
            (await lake.IngestAsync() is var report ? (report.FilesPending, report.Commits) : default));

        File.WriteAllText(path, LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        Assert.Equal(["1 a"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }

    [Fact]
    public async Task Ingest_FileThatEndedWithoutLineBreak_IsReadAgainWholeWhenItGrows()
    {
        var path = lake.Write("a.jsonl", $"{LakeFixture.Line("a")}\n{LakeFixture.Line("b")}");
        await lake.IngestAsync();
        File.AppendAllText(path, $"\n{LakeFixture.Line("c")}\n");
        await lake.IngestAsync();

        Assert.Equal([true, false], (await lake.SnapshotAsync()).Files.Select(static file => file.IsSuperseded));
        Assert.Equal(["1 a", "1 a", "2 b", "2 b", "3 c"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }

    [Fact]
    public async Task Ingest_GrownFileOfAWholeReader_ReplacesTheOlderReadings()
    {
        lake.ChangeReader("append: tail", "append: whole");
        var path = lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        File.AppendAllText(path, LakeFixture.Line("b") + "\n");
        await lake.IngestAsync();

        var files = (await lake.SnapshotAsync()).Files;
        Assert.Equal([(1L, true), (2L, false)], files.Select(static file => (file.RowsAccepted, file.IsSuperseded)));
    }

    [Theory]
    [InlineData("keep", false)]
    [InlineData("replace", true)]
    [Survives(6)]
    public async Task Ingest_RewrittenFile_KeepsOrReplacesAllItsOlderReadings(string rule, bool isReplaced)
    {
        lake.ChangeReader("rewrite: keep", $"rewrite: {rule}");
        var path = lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        File.AppendAllText(path, LakeFixture.Line("b") + "\n");
        await lake.IngestAsync();
        lake.Write("a.jsonl",
            LakeFixture.Line("z") + "\n" + LakeFixture.Line("b") + "\n" + LakeFixture.Line("c") + "\n");
        await lake.IngestAsync();

        var files = (await lake.SnapshotAsync()).Files;
        Assert.Equal([isReplaced, isReplaced, false], files.Select(static file => file.IsSuperseded));
    }

    [Fact]
    public async Task Ingest_BytesThatComeBack_CountAgain()
    {
        lake.ChangeReader("rewrite: keep", "rewrite: replace");
        foreach (var id in new[] { "a", "b", "a" })
        {
            lake.Write("a.jsonl", LakeFixture.Line(id, tokens: id == "a" ? 1 : 22) + "\n");
            await lake.IngestAsync();
        }

        var files = (await lake.SnapshotAsync()).Files;
        Assert.Equal([false, true], files.Select(static file => file.IsSuperseded));
    }

    [Fact]
    public async Task Ingest_SharedBytesRewrittenInOnePlace_StayForTheOther()
    {
        lake.ChangeReader("rewrite: keep", "rewrite: replace");
        lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        lake.Write("b.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        lake.Write("a.jsonl", LakeFixture.Line("c") + "\n\n");
        await lake.IngestAsync();

        Assert.All((await lake.SnapshotAsync()).Files, static file => Assert.False(file.IsSuperseded));
    }

    [Fact]
    public async Task Ingest_VanishedFile_KeepsItsRowsAndSaysSo()
    {
        var path = lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        File.Delete(path);

        Assert.Equal(1, (await lake.IngestAsync()).FilesMissing);
        Assert.Equal(0, (await lake.IngestAsync()).FilesMissing);
        Assert.True(Assert.Single((await lake.SnapshotAsync()).Files).IsSourceMissing);
        Assert.Equal(["a"], await lake.QueryAsync("requests", "dedupe_key"));

        lake.Write("a.jsonl", LakeFixture.Line("a") + "\n");
        await lake.IngestAsync();
        Assert.False(Assert.Single((await lake.SnapshotAsync()).Files).IsSourceMissing);
    }

    [Fact]
    public async Task Ingest_AgainAfterHalfGrewAndHalfVanished_ComesToTheSameRows()
    {
        using var once = new LakeFixture();
        for (var file = 0; file < 8; file++)
        {
            var lines = Enumerable.Range(0, 10).Select(line => LakeFixture.Line($"{file}-{line}", 1 + line)).ToList();
            once.Write($"{file}.jsonl", string.Join('\n', lines) + "\n");
            lake.Write($"{file}.jsonl", string.Join('\n', lines.Take(file % 2 == 0 ? 10 : 4)) + "\n");
        }

        await once.IngestAsync();
        await lake.IngestAsync();
        for (var file = 0; file < 8; file++)
        {
            if (file % 2 == 0)
            {
                File.Delete(lake.PathOf($"{file}.jsonl"));
            }
            else
            {
                File.Copy(once.PathOf($"{file}.jsonl"), lake.PathOf($"{file}.jsonl"), overwrite: true);
            }
        }

        Assert.Equal(ExitCode.Ok, (await lake.IngestAsync()).ExitCode);
        const string Columns = "dedupe_key, line_no, started_at";
        Assert.Equal(await once.QueryAsync("requests", Columns), await lake.QueryAsync("requests", Columns));
    }
}
