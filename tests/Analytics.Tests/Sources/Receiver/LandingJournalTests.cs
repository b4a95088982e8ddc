using System.Text;
using Analytics.Sources;
using Analytics.Sources.Receiver;

namespace Analytics.Tests.Sources.Receiver;

public sealed class LandingJournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("journal-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Append_Acknowledged_LiesOnTheDiskBeforeTheFileIsClosed()
    {
        await using var journal = Open();
        Assert.True(await journal.AppendAsync(Lines("a")));

        var open = Assert.Single(Directory.GetFiles(folder, "*.open"));
        Assert.Equal("{\"a\":1}\n", await File.ReadAllTextAsync(open));
        Assert.Empty(Directory.GetFiles(folder, "*.jsonl"));
    }

    [Fact]
    public async Task Append_ManyAtOnce_AreAllInClosedFilesAfterwards()
    {
        var journal = Open();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => journal.AppendAsync(Lines($"n{number}"))));
        await journal.DisposeAsync();

        Assert.Equal(500, Content().Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count());
        Assert.Equal(0, journal.QueuedBytes);
        Assert.Empty(Directory.GetFiles(folder, "*.open"));
    }

    [Fact]
    [Survives(7)]
    public async Task Append_TheSameBodyAgain_IsAcknowledgedAndTakenOnceAlsoAfterARestart()
    {
        await using (var journal = Open())
        {
            Assert.True(await journal.AppendAsync(Lines("a")));
            Assert.False(await journal.AppendAsync(Lines("a")));
            Assert.True(await journal.AppendAsync(Lines("b")));
        }

        await using (var again = Open())
        {
            Assert.False(await again.AppendAsync(Lines("a")));
        }

        Assert.Equal("{\"a\":1}\n{\"b\":1}\n", Content());
    }

    /// <summary>Whatever a crash leaves behind the last acknowledged body, in either file, is cut off.</summary>
    [Theory]
    [InlineData("{\"never\":\"acknowl", 0)]
    [InlineData("{\"never\":1}\n", 7)]
    [InlineData("", 19)]
    [Survives(1)]
    public async Task Start_AfterACrash_KeepsWhatWasAcknowledgedAndNothingElse(string tornLines, int tornKeyBytes)
    {
        var journal = Open();
        await journal.AppendAsync(Lines("a"));
        await journal.AppendAsync(Lines("b"));
        var crashed = Directory.CreateTempSubdirectory("journal-crash-").FullName;
        foreach (var path in Directory.GetFiles(folder))
        {
            File.Copy(path, Path.Combine(crashed, Path.GetFileName(path)));
        }

        await journal.DisposeAsync();
        await File.AppendAllTextAsync(Directory.GetFiles(crashed, "*.open")[0], tornLines);
        await using (var keys = new FileStream(Directory.GetFiles(crashed, "*.keys")[0], FileMode.Append))
        {
            keys.Write(new byte[tornKeyBytes]);
        }

        await using (var next = new LandingJournal(crashed, new ReceiverOptions(), new DiskFileOps(), TimeProvider.System))
        {
            next.Start();
            Assert.False(await next.AppendAsync(Lines("b")));
        }

        Assert.Equal("{\"a\":1}\n{\"b\":1}\n", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(crashed, "*.jsonl"))));
        Directory.Delete(crashed, recursive: true);
    }

    [Fact]
    public async Task Segment_ThatIsOldEnough_IsClosedThoughNothingMoreComes()
    {
        await using var journal = Open(new ReceiverOptions { SegmentSeconds = 1 });
        await journal.AppendAsync(Lines("a"));

        for (var tries = 0; tries < 200 && Directory.GetFiles(folder, "*.jsonl").Length == 0; tries++)
        {
            await Task.Delay(50);
        }

        Assert.Equal("{\"a\":1}\n", Content());
    }

    [Fact]
    [Survives(4)]
    public async Task Append_WhenTheDiskRefuses_IsNotAcknowledgedAndLaterOnesAre()
    {
        var files = new RefusingFileOps();
        var journal = new LandingJournal(folder, new ReceiverOptions(), files, TimeProvider.System);
        journal.Start();
        await journal.AppendAsync(Lines("a"));

        files.Refuses = true;
        await Assert.ThrowsAsync<IOException>(() => journal.AppendAsync(Lines("b")));
        files.Refuses = false;
        Assert.True(await journal.AppendAsync(Lines("b")));
        await journal.DisposeAsync();

        Assert.Equal("{\"a\":1}\n{\"b\":1}\n", Content());
    }

    private static byte[] Lines(string name) => Encoding.UTF8.GetBytes($"{{\"{name}\":1}}\n");

    private LandingJournal Open(ReceiverOptions? options = null)
    {
        var journal = new LandingJournal(folder, options ?? new ReceiverOptions(), new DiskFileOps(), TimeProvider.System);
        journal.Start();
        return journal;
    }

    private string Content() =>
        string.Concat(Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).Select(File.ReadAllText));
}
