using System.Text;
using Analytics.Domain;
using Analytics.Lake.Ingest;

namespace Analytics.Tests.Lake;

/// <summary>
/// Bad bytes cost their own line at most: the good rows are in, the bad ones are in quarantine with their place.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private readonly LakeFixture lake = new();

    public void Dispose() => lake.Dispose();

    [Theory]
    [InlineData("too_deep", "DEEP")]
    [InlineData("bad_utf8", "UTF8")]
    [InlineData("nul_byte", "NUL")]
    [InlineData("invalid_json", "{\"id\":\"x\"")]
    [InlineData("invalid_json", "[1]")]
    [InlineData("invalid_json", "{\"id\":\"x\"} {\"id\":\"y\"}")]
    [InlineData("duplicate_key", "{\"id\":\"x\",\"id\":\"y\"}")]
    [InlineData("wrong_type", "{\"id\":\"x\",\"tag\":\"text\"}")]
    [InlineData("wrong_type", "{\"id\":\"x\",\"tag\":NaN}")]
    [InlineData("negative_counter", "{\"id\":\"x\",\"tokens\":-5,\"written_at\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("no_event_time", "{\"id\":\"x\",\"tokens\":5,\"written_at\":\"yesterday\"}")]
    [Survives(15, 16, 18, 19, 20)]
    public async Task Ingest_OneBadLine_QuarantinesItWithPlaceAndText(string reason, string bad)
    {
        var badBytes = bad switch
        {
            "DEEP" => Encoding.UTF8.GetBytes(
                "{\"id\":\"x\",\"tokens\":" + new string('[', 20_000) + new string(']', 20_000) + "}"),
            "UTF8" => [.. "{\"id\":\"x"u8, 0xFF, .. "\"}"u8],
            "NUL" => [.. "{\"id\":\"x"u8, 0, .. "\"}"u8],
            _ => Encoding.UTF8.GetBytes(bad),
        };
        var first = LakeFixture.Line("a");
        lake.Write("a.jsonl",
            [.. Encoding.UTF8.GetBytes(first + "\n"), .. badBytes,
            .. Encoding.UTF8.GetBytes("\n" + LakeFixture.Line("b") + "\n")]);

        var report = await lake.IngestAsync();

        Assert.Equal(ExitCode.Quarantined, report.ExitCode);
        Assert.Equal((3, 2, 1, 0),
            (report.RowsRead, report.RowsAccepted, report.RowsQuarantined, report.RowsDuplicate));
        Assert.Equal(new Dictionary<string, long> { [reason] = 1 }, report.Reasons);
        Assert.Equal(["1 a", "3 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
        Assert.Equal([$"2 {first.Length + 1} {reason} true"], await lake.QueryAsync(
            "quarantine", $"line_no, byte_offset, reason, length(raw_text) between "
            + $"{Math.Min(badBytes.Length, 30) - 10} and {badBytes.Length + 10}"));
    }

    [Fact]
    public async Task Ingest_BadLinesOfAllKindsTogether_KeepsEveryGoodOne()
    {
        byte[] badText = [.. "{\"id\":\""u8, 0xC3, .. "\"}"u8];
        lake.Write("a.jsonl", [
            .. Encoding.UTF8.GetBytes(LakeFixture.Line("a") + "\n\n  \r\n{\"id\":\n"), .. badText,
            .. Encoding.UTF8.GetBytes(
                "\n" + LakeFixture.Line("b", tokens: -1) + "\n" + LakeFixture.Line("c") + "\n\n")]);
        lake.Write("b.jsonl", "{\"id\":1}}\n" + LakeFixture.Line("d"));
        lake.Write("c.jsonl", "nonsense\n" + LakeFixture.Line("e"));

        var report = await lake.IngestAsync();

        Assert.Equal((9, 4, 5), (report.RowsRead, report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["1 a", "2 d", "2 e", "7 c"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
        Assert.Equal(
            ["1 invalid_json", "1 invalid_json", "4 invalid_json", "5 bad_utf8", "6 negative_counter"],
            await lake.QueryAsync("quarantine", "line_no, reason"));
        Assert.Contains("5 {\"id\":\"\\xC3\"}", await lake.QueryAsync("quarantine", "line_no, raw_text"));
    }

    [Theory]
    [InlineData("\uFEFF{0}\n{1}\n")]
    [InlineData("{0}\r\n{1}\r\n")]
    [InlineData("{0}\n{1}")]
    [InlineData("{0}\n{1}\n\n\n")]
    [Survives(17)]
    public async Task Ingest_HarmlessOddity_TakesEveryLine(string shape)
    {
        var text = shape.Replace("{0}", LakeFixture.Line("a"), StringComparison.Ordinal).Replace(
            "{1}", LakeFixture.Line("b"), StringComparison.Ordinal);
        lake.Write("a.jsonl", text);
        lake.Write("b.jsonl.gz",
            LakeFixture.Gzip(Encoding.UTF8.GetBytes(text.Replace("\"a\"", "\"c\"", StringComparison.Ordinal))));

        var report = await lake.IngestAsync();

        Assert.Equal(ExitCode.Ok, report.ExitCode);
        Assert.Equal(["1 a", "1 c", "2 b", "2 b"], await lake.QueryAsync("requests", "line_no, dedupe_key"));
    }

    [Fact]
    [Survives(17)]
    public async Task Ingest_EmptyFile_IsACommittedFact()
    {
        lake.Write("a.jsonl", "");

        var report = await lake.IngestAsync();

        Assert.Equal((1, 0L), (report.Commits, report.RowsRead));
        Assert.Single((await lake.SnapshotAsync()).Files);
        Assert.Equal(1, (await lake.IngestAsync()).FilesUnchanged);
    }

    [Fact]
    [Survives(10)]
    public async Task Ingest_BrokenGzipAndZstd_AreRefusedAndTheOthersTaken()
    {
        var whole = LakeFixture.Gzip(Encoding.UTF8.GetBytes(LakeFixture.Line("a") + "\n"));
        lake.Write("cut.jsonl.gz", whole[..^9]);
        lake.Write("flipped.jsonl.gz", [.. whole[..^7], (byte)(whole[^7] ^ 1), .. whole[^6..]]);
        var zstd = LakeFixture.Zstd(Encoding.UTF8.GetBytes(LakeFixture.Line("z") + "\n"));
        lake.Write("cut.jsonl.zst", zstd[..^1]);
        lake.Write("flipped.jsonl.zst", [.. zstd[..^1], (byte)(zstd[^1] ^ 1)]);
        lake.Write("other.jsonl.zst", [0x28, 0xB5, 0x2F, 0xFD]);
        lake.Write("whole.jsonl.zst", [.. zstd, .. LakeFixture.Zstd(Encoding.UTF8.GetBytes(LakeFixture.Line("y") + "\n"))]);
        lake.Write("whole.jsonl.gz", whole);

        var report = await lake.IngestAsync();

        Assert.Equal(ExitCode.Quarantined, report.ExitCode);
        Assert.Equal(3, report.RowsAccepted);
        Assert.Equal(5, report.Refused.Count);
        Assert.All(report.Refused, static file => Assert.Matches(@"\(byte \d+\)", file.Reason));
        Assert.Equal(5, (await lake.Quarantine().ListAsync(CancellationToken.None)).Refused.Count);

        lake.Write("cut.jsonl.gz", LakeFixture.Gzip(Encoding.UTF8.GetBytes(LakeFixture.Line("b") + "\n")));
        Assert.Equal(1, (await lake.IngestAsync()).RowsAccepted);
    }

    [Fact]
    [Survives(7)]
    public async Task Ingest_ExactRepeats_AreCountedAndDropped()
    {
        var (first, second) = (LakeFixture.Line("a"), LakeFixture.Line("b"));
        lake.Write("a.jsonl", $"{first}\n{second}\n{first}\n{LakeFixture.Line("a", tokens: 2)}\n");
        lake.Write("b.jsonl", $"{LakeFixture.Line("a")}\n");

        var report = await lake.IngestAsync();

        Assert.Equal((5, 4, 1), (report.RowsRead, report.RowsAccepted, report.RowsDuplicate));
        Assert.Equal(["1 a 1", "1 a 1", "2 b 1", "4 a 2"],
            await lake.QueryAsync("requests", "line_no, dedupe_key, visible_output_tokens"));
    }

    [Fact]
    [Survives(32)]
    public async Task Ingest_HostileNames_ReachNothingButTheirRow()
    {
        lake.Write("it's \"a\"; drop table x --.jsonl", LakeFixture.Line("a'b\\\"c") + "\n");

        Assert.Equal(1, (await lake.IngestAsync()).RowsAccepted);
        Assert.Equal(["a'b\"c"], await lake.QueryAsync("requests", "dedupe_key"));
    }

    [Fact]
    [Survives(22)]
    public async Task Ingest_CsvFile_ChecksHeaderAndRecords()
    {
        lake.Write("a.csv", "Customer_ID,name\r\nc1,\"Smith, \"\"A\"\"\r\nand "
            + "sons\"\r\n\r\nc2,NULL\r\nc3,x,y\r\n,nobody\r\nc4,a\"b\r\nc5,");
        lake.Write("missing.csv", "name\nx\n");
        lake.Write("unknown.csv", "customer_id,nmae\nc1,x\n");
        lake.Write("twice.csv", "customer_id,Name,name\nc1,x,y\n");

        var report = await lake.IngestAsync("table");

        Assert.Equal((6, 3, 3), (report.RowsRead, report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(
            ["2 c1 Smith, \"A\"\r\nand sons", "3 c2", "7 c5"],
            await lake.QueryAsync("customers", "line_no, customer_id, name"));
        Assert.Equal(
            ["4 field_count c3,x,y", "5 no_customer ,nobody", "6 broken_quote c4,a\"b"],
            await lake.QueryAsync("quarantine", "line_no, reason, raw_text"));
        Assert.Equal(3, report.Refused.Count);
        Assert.Contains(report.Refused, static file =>
            file.Reason.Contains("required column customer_id is missing; found name", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ingest_JsonDocuments_ReadsEachAndRefusesADeepOne()
    {
        lake.Write("a.json",
            "{\"data\":[{\"customer_id\":\"c1\"},\n{\"customer_id\":\"c2\"}]}\n{\"data\":[{\"customer_id\":\"c3\"}]}");
        lake.Write("broken.json", "{\"data\":[{\"customer_id\":\"c1\"}");
        lake.Write("deep.json", new string('[', 20_000) + new string(']', 20_000));

        var report = await lake.IngestAsync("pages");

        Assert.Equal(["broken.json", "deep.json"],
            report.Refused.Select(static file => Path.GetFileName(file.Path)).Order());
        Assert.Equal(["1 c1", "1 c2", "2 c3"], await lake.QueryAsync("customers", "line_no, customer_id"));
    }

    [Fact]
    [Survives(14)]
    public async Task Ingest_LineLongerThanTheLimit_IsQuarantinedByOffset()
    {
        lake.Options = new IngestOptions { Limits = new() { LineBytes = 2048 } };
        lake.Write("a.jsonl",
            $"{LakeFixture.Line("a")}\n{{\"id\":\"{new string('x', 200_000)}\"}}\n{LakeFixture.Line("b")}\n");

        var report = await lake.IngestAsync();

        Assert.Equal((2, 1), (report.RowsAccepted, report.RowsQuarantined));
        Assert.Equal(["2 line_too_long 65536"],
            await lake.QueryAsync("quarantine", "line_no, reason, length(raw_text)"));
    }
}
