using Analytics.Lake;
using Analytics.Lake.Ingest;

namespace Analytics.Tests.Lake;

/// <summary>
/// What is in quarantine can be read again with a better reader, once; and the lake can be checked against its hashes.
/// </summary>
public sealed class QuarantineStoreTests : IDisposable
{
    private readonly LakeFixture lake = new();

    public void Dispose() => lake.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Replay_WithANewerReader_ReplacesTheReadingOnce(bool isSourceThere)
    {
        var path = lake.Write("a.jsonl", $"{LakeFixture.Line("a")}\n{LakeFixture.Line("b", tokens: -1)}\n");
        await lake.IngestAsync();
        File.AppendAllText(path, $"{LakeFixture.Line("c", tokens: -2)}\n");
        await lake.IngestAsync();
        Assert.Equal(0, (await Replay()).FilesRead);

        if (!isSourceThere)
        {
            File.Delete(path);
        }

        lake.ChangeReader("version: 1", "version: 2");
        lake.ChangeReader("< 0, 'negative_counter'", "< -1, 'negative_counter'");

        var replay = await Replay();
        Assert.Equal((1, 3, 2, 1), (replay.FilesRead, replay.RowsRead, replay.RowsAccepted, replay.RowsQuarantined));
        Assert.Equal(0, (await Replay()).FilesRead);
        var row = Assert.Single((await lake.Quarantine().ListAsync(CancellationToken.None)).Rows);
        Assert.Equal((2, "negative_counter", 1L), (row.ReaderVersion, row.Reason, row.Rows));
        Assert.Equal([(1, true), (1, true), (2, false)],
            (await lake.SnapshotAsync()).Files.Select(static file => (file.ReaderVersion, file.IsSuperseded)));
        Assert.Equal(0, (await lake.IngestAsync()).FilesRead);
    }

    [Fact]
    public async Task Replay_OfLostBytes_SaysSoAndKeepsTheOldReading()
    {
        lake.Options = new IngestOptions { RawCopies = RawCopies.None };
        var path = lake.Write("a.jsonl", LakeFixture.Line("b", tokens: -1) + "\n");
        await lake.IngestAsync();
        File.Delete(path);
        lake.ChangeReader("version: 1", "version: 2");

        var report = await lake.Quarantine().ReplayAsync(new Progress<IngestProgress>(), CancellationToken.None);

        Assert.Equal([path], report.Lost);
        Assert.Single((await lake.Quarantine().ListAsync(CancellationToken.None)).Rows);
    }

    [Theory]
    [InlineData(RawCopies.None, 0)]
    [InlineData(RawCopies.Quarantined, 2)]
    [InlineData(RawCopies.All, 3)]
    public async Task Ingest_RawCopies_AreKeptAsConfigured(RawCopies copies, int expected)
    {
        lake.Options = new IngestOptions { RawCopies = copies };
        lake.Write("good.jsonl", LakeFixture.Line("a") + "\n");
        lake.Write("bad.jsonl", "nonsense\n");
        lake.Write("refused.jsonl.gz", [1, 2, 3]);
        await lake.IngestAsync();

        Assert.Equal(expected, Directory.GetFiles(lake.Folders.Landing, "*", SearchOption.AllDirectories).Length);
        Assert.Empty((await Verify()).Faults);
    }

    [Fact]
    public async Task Verify_FlippedAndMissingParts_AreReported()
    {
        lake.Write("a.jsonl",
            LakeFixture.Line("a") + "\n" + LakeFixture.Line("b", 2) + "\n" + LakeFixture.Line("c", 3) + "\n");
        await lake.IngestAsync();
        var parts = (await lake.SnapshotAsync()).Parts;
        File.Delete(parts[0].Path);
        var bytes = File.ReadAllBytes(parts[1].Path);
        bytes[100] ^= 1;
        File.WriteAllBytes(parts[1].Path, bytes);

        var report = await Verify();

        Assert.Equal(3, report.FilesChecked);
        Assert.Equal([parts[0].Path, parts[1].Path], report.Faults.Select(static fault => fault.Path));
        Assert.Null(report.Faults[0].FoundSha256);
    }

    private async Task<IngestReport> Replay() =>
        (await lake.Quarantine().ReplayAsync(new Progress<IngestProgress>(), CancellationToken.None)).Ingest;

    private Task<VerifyReport> Verify() =>
        new LakeVerify(lake.Folders, lake.Ledger, lake.Files).RunAsync(new Progress<long>(), CancellationToken.None);
}
