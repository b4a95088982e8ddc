using Analytics.Sources.Sample;

namespace Analytics.Tests.Sample;

public sealed class SampleGeneratorTests
{
    private const long MostBytes = 8 * 1024 * 1024;

    [Fact]
    public async Task WriteAsync_DefaultSeed_EqualsCommittedFiles()
    {
        var committed = CommittedFolder();
        var sample = await GeneratedSample.OfSeedAsync(SampleOptions.DefaultSeed);

        var committedFiles = Directory.EnumerateFiles(committed, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(committed, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        Assert.Equal(committedFiles, sample.Report.Files);
        foreach (var path in sample.Report.Files)
        {
            // How zlib packs may differ between machines, so packed files are compared by what is in them.
            var expected = GeneratedSample.Unpack(path, await File.ReadAllBytesAsync(Path.Combine(committed, path)));
            Assert.True(
                expected.AsSpan().SequenceEqual(sample.Content(path)),
                $"sample-data/{path} differs from what the generator writes. Run the sample verb into sample-data/.");
        }
    }

    [Fact]
    public async Task WriteAsync_SameSeedTwice_WritesSameBytes()
    {
        var first = await GeneratedSample.OfSeedAsync(99);
        var second = await GeneratedSample.CreateAsync(99);

        Assert.Equal(first.Report.Files, second.Report.Files);
        Assert.All(first.Report.Files, path => Assert.Equal(first.Content(path), second.Content(path)));
    }

    [Fact]
    public async Task WriteAsync_OtherSeed_WritesOtherBytes()
    {
        var first = await GeneratedSample.OfSeedAsync(SampleOptions.DefaultSeed);
        var second = await GeneratedSample.OfSeedAsync(99);

        Assert.NotEqual(first.Content("truth.json"), second.Content("truth.json"));
        Assert.NotEqual(first.Content("customers/customers.csv"), second.Content("customers/customers.csv"));
    }

    [Fact]
    public async Task WriteAsync_AnyFile_HasUnixLineEndsAndNoByteOrderMark()
    {
        var sample = await GeneratedSample.OfSeedAsync(99);

        Assert.All(sample.Report.Files, path =>
        {
            var content = sample.Content(path);
            Assert.DoesNotContain((byte)'\r', content);
            Assert.Equal((byte)'\n', content[^1]);
            Assert.NotEqual(0xEF, content[0]);
        });
    }

    [Fact]
    public void CommittedFolder_AllFilesTogether_AreAtMostEightMebibytes()
    {
        var bytes = Directory.EnumerateFiles(CommittedFolder(), "*", SearchOption.AllDirectories)
            .Sum(static path => new FileInfo(path).Length);

        Assert.InRange(bytes, 1, MostBytes);
    }

    private static string CommittedFolder() => Path.Combine(RepositoryFolder.Path, "sample-data");
}
