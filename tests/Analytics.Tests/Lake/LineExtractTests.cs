using System.Text;

namespace Analytics.Tests.Lake;

/// <summary>A reader that names texts its lines must hold: lines without any are counted and never parsed.</summary>
public sealed class LineExtractTests : IDisposable
{
    private const string Other = "{\"other\":1}";

    private readonly LakeFixture lake = new();

    public LineExtractTests() =>
        lake.ChangeReader("-- format: ndjson", "-- format: ndjson\n-- lines: \"id\", \"old_id\"");

    public void Dispose() => lake.Dispose();

    [Fact]
    public async Task Ingest_LinesWithoutTheTexts_CountsThemAndParsesNone()
    {
        lake.Write(
            "a.jsonl", $"{Other}\n{LakeFixture.Line("a")}\nnonsense\n{Other}\n{LakeFixture.Line("b")}");
        lake.Write("b.jsonl", $"{LakeFixture.Line("c")}\n{Other}\n");
        lake.Write("c.jsonl", $"{Other}\n");

        var report = await lake.IngestAsync();

        Assert.Equal((3, 3, 0), (report.RowsRead, report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["1 c", "2 a", "5 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
        Assert.Equal([1, 2, 5], (await lake.SnapshotAsync()).Files.Select(static file => file.LinesRead).Order());
    }

    [Fact]
    public async Task Ingest_BadLinesAmongThem_QuarantinesEachWithItsPlace()
    {
        byte[] badText = [.. "{\"id\":\""u8, 0xC3, .. "\"}"u8];
        lake.Write("a.jsonl", [
            .. Encoding.UTF8.GetBytes(LakeFixture.Line("a") + "\n\n{\"id\":\n"), .. badText,
            .. Encoding.UTF8.GetBytes("\n" + LakeFixture.Line("b", tokens: -1) + "\n" + LakeFixture.Line("c") + "\n")]);
        lake.Write("b.jsonl", "{\"id\":\"x\",\"tag\":\"text\"}\n" + LakeFixture.Line("d"));

        var report = await lake.IngestAsync();

        Assert.Equal((7, 3, 4), (report.RowsRead, report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["1 a", "2 d", "6 c"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
        Assert.Equal(
            [
                "1 wrong_type {\"id\":\"x\",\"tag\":\"text\"}",
                "3 invalid_json {\"id\":",
                "4 bad_utf8 {\"id\":\"\\xC3\"}",
            ],
            (await lake.QueryAsync("quarantine", "line_no, reason, raw_text")).Take(3));
    }

    [Theory]
    [InlineData("\uFEFF{0}\n{1}\n")]
    [InlineData("{0}\r\n{1}\r\n")]
    [InlineData("{0}\n{1}\n\n\n")]
    public async Task Ingest_HarmlessOddity_TakesEveryLine(string shape)
    {
        string Text(string id) => shape
            .Replace("{0}", LakeFixture.Line(id), StringComparison.Ordinal)
            .Replace("{1}", LakeFixture.Line("b"), StringComparison.Ordinal);
        lake.Write("0.jsonl", LakeFixture.Line("0") + "\n");
        lake.Write("a.jsonl", Text("a"));
        lake.Write("b.jsonl.gz", LakeFixture.Gzip(Encoding.UTF8.GetBytes(Text("c"))));

        var report = await lake.IngestAsync();

        Assert.Equal((5, 0), (report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["1 0", "1 a", "1 c", "2 b", "2 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }

    [Fact]
    public async Task Ingest_GrownFile_ReadsItsTailUnderTheRightNumbers()
    {
        var first = $"{Other}\n{LakeFixture.Line("a")}\n";
        lake.Write("a.jsonl", first);
        await lake.IngestAsync();
        lake.Write("a.jsonl", $"{first}{Other}\n{LakeFixture.Line("b")}\n");

        var report = await lake.IngestAsync();

        Assert.Equal(1, report.RowsAccepted);
        Assert.Equal(["2 a", "4 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }

    [Fact]
    public async Task Ingest_LinesLongerThanAPiece_TakesThemWhole()
    {
        var filler = new string('x', 3 << 20);
        var filled = $"{{\"filler\":\"{filler}\",";
        lake.Write("a.jsonl", $"{filled}\"other\":1}}\n{filled}{LakeFixture.Line("a")[1..]}\n{LakeFixture.Line("b")}");

        await lake.IngestAsync();

        Assert.Equal(["2 a", "3 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }
}
