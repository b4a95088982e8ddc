using System.IO.Compression;

namespace Analytics.Benchmarks.Readers;

/// <summary>Records as they are in use: the first ones of a kind's folder of the shipped sample.</summary>
/// <param name="Header">The first line of its CSV files; empty for others.</param>
/// <param name="Records">Lines, or whole documents.</param>
internal sealed record SampleRecords(string Header, IReadOnlyList<string> Records)
{
    // Many enough to differ as those of a day do.
    private const int MostRecords = 1_000;

    /// <summary>The records of a kind; null where the sample has none of it.</summary>
    /// <param name="name">Name of the kind.</param>
    /// <param name="isCsv">Whether its files are CSV.</param>
    /// <param name="hasLines">Whether a line is a record; else a file is one.</param>
    public static SampleRecords? Of(string name, bool isCsv, bool hasLines)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "sample-data", name);
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var records = files.SelectMany(path => hasLines ? Lines(path).Skip(isCsv ? 1 : 0) : [Document(path)])
            .Where(static record => record.Length > 0)
            .Take(MostRecords)
            .ToList();
        return new SampleRecords(isCsv ? Lines(files.First()).First() : "", records);
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = Open(path);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Document(string path)
    {
        using var reader = Open(path);
        return reader.ReadToEnd().ReplaceLineEndings(" ");
    }

    private static StreamReader Open(string path)
    {
        var file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file);
    }
}
