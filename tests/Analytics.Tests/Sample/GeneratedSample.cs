using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Analytics.Sources;
using Analytics.Sources.Sample;

namespace Analytics.Tests.Sample;

/// <summary>A sample's files by path relative to its root, <c>.gz</c> files unpacked.</summary>
internal sealed class GeneratedSample
{
    private static readonly ConcurrentDictionary<ulong, Lazy<Task<GeneratedSample>>> BySeed = new();

    private readonly Dictionary<string, byte[]> files;

    private GeneratedSample(SampleReport report, Dictionary<string, byte[]> files)
    {
        this.files = files;
        Report = report;
        Truth = JsonDocument.Parse(files["truth.json"]).RootElement;
    }

    public SampleReport Report { get; }

    public JsonElement Truth { get; }

    /// <summary>The sample of a seed, generated once for all tests that only read it.</summary>
    public static Task<GeneratedSample> OfSeedAsync(ulong seed) =>
        BySeed.GetOrAdd(seed, static key => new Lazy<Task<GeneratedSample>>(() => CreateAsync(key))).Value;

    public static async Task<GeneratedSample> CreateAsync(ulong seed)
    {
        var root = Directory.CreateTempSubdirectory("analytics-sample-").FullName;
        try
        {
            var options = new SampleOptions { Seed = seed, OutputDirectory = root };
            var report = await SampleGenerator.WriteAsync(options, new DiskFileOps(), CancellationToken.None);
            var files = report.Files.ToDictionary(
                static path => path, path => Unpack(path, File.ReadAllBytes(Path.Combine(root, path))));
            return new GeneratedSample(report, files);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    public byte[] Content(string path) => files[path];

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
