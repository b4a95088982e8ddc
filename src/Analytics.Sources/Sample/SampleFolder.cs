using System.IO.Compression;
using System.Text;
using Analytics.Domain;

namespace Analytics.Sources.Sample;

/// <summary>The output folder: UTF-8 without byte-order mark, LF after every line.</summary>
internal sealed class SampleFolder(string root, IFileOps files)
{
    private readonly SortedDictionary<string, long> written = new(StringComparer.Ordinal);

    /// <summary>Relative paths with <c>/</c>, in ordinal order.</summary>
    public IReadOnlyList<string> Files => [.. written.Keys];

    public long Bytes => written.Values.Sum();

    public Task WriteLinesAsync(string path, IEnumerable<string> lines, CancellationToken cancellation) =>
        WriteAsync(path, BytesOf(lines), cancellation);

    /// <summary>Packs the lines; the path gets <c>.gz</c>.</summary>
    public async Task WritePackedLinesAsync(string path, IEnumerable<string> lines, CancellationToken cancellation)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(BytesOf(lines), cancellation).ConfigureAwait(false);
        }

        await WriteAsync(path + ".gz", packed.ToArray(), cancellation).ConfigureAwait(false);
    }

    public async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var target = Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));
        files.CreateDirectory(Path.GetDirectoryName(target)!);
        await using var stream = files.Create(target);
        await stream.WriteAsync(content, cancellation).ConfigureAwait(false);
        written[path] = content.Length;
    }

    private static byte[] BytesOf(IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
