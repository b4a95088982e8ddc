using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Analytics.Sources.Sample;

namespace Analytics.Tests.Sample;

/// <summary>A sample in memory, read by path relative to its root, <c>.gz</c> files unpacked.</summary>
internal sealed class GeneratedSample
{
    private const string Root = "/sample";

    private static readonly ConcurrentDictionary<ulong, Lazy<Task<GeneratedSample>>> BySeed = new();

    private readonly MemoryFolder folder;

    private GeneratedSample(MemoryFolder folder, SampleReport report)
    {
        this.folder = folder;
        Report = report;
        Truth = JsonDocument.Parse(folder.Read(Path.Combine(Root, "truth.json"))).RootElement;
    }

    public SampleReport Report { get; }

    public JsonElement Truth { get; }

    /// <summary>The sample of a seed, generated once for all tests that only read it.</summary>
    public static Task<GeneratedSample> OfSeedAsync(ulong seed) =>
        BySeed.GetOrAdd(seed, static key => new Lazy<Task<GeneratedSample>>(() => CreateAsync(key))).Value;

    public static async Task<GeneratedSample> CreateAsync(ulong seed)
    {
        var folder = new MemoryFolder();
        var options = new SampleOptions { Seed = seed, OutputDirectory = Root };
        return new GeneratedSample(folder, await SampleGenerator.WriteAsync(options, folder, CancellationToken.None));
    }

    public byte[] Content(string path) => Unpack(path, folder.Read(Path.Combine(Root, path)));

    /// <summary>Lines of all files below a folder.</summary>
    public IEnumerable<string> LinesBelow(string folderName) => Report.Files
        .Where(path => path.StartsWith(folderName + "/", StringComparison.Ordinal))
        .SelectMany(LinesOf);

    public IEnumerable<string> LinesOf(string path) =>
        Encoding.UTF8.GetString(Content(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static byte[] Unpack(string path, byte[] content)
    {
        if (!path.EndsWith(".gz", StringComparison.Ordinal))
        {
            return content;
        }

        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
