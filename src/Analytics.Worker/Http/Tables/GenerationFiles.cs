using Analytics.Domain;
using Analytics.Outputs;
using Analytics.Worker.Service;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;

namespace Analytics.Worker.Http.Tables;

/// <summary>
/// Sends files of generations. Those of a few megabytes stay in memory after the first caller: a page asks for the same ones
/// again and again, and the server sends a file from disk in pieces, each a turn of the thread pool.
/// </summary>
internal sealed class GenerationFiles : IDisposable
{
    private const long BytesPerMebibyte = 1024 * 1024;

    // One large table must not push out all the small ones.
    private const long SharesOfMemory = 8;

    private readonly PublishedPool pool;
    private readonly IFileOps files;
    private readonly MemoryCache kept;
    private readonly long keptFileBytesMax;

    /// <summary>Keeps nothing yet.</summary>
    public GenerationFiles(PublishedPool pool, IFileOps files, ServiceOptions service)
    {
        this.pool = pool;
        this.files = files;
        var memory = service.Http.FileMemoryMebibytes * BytesPerMebibyte;
        keptFileBytesMax = memory / SharesOfMemory;
        kept = new MemoryCache(new MemoryCacheOptions { SizeLimit = memory });
    }

    /// <summary>A file of a generation, in ranges where the caller asks for them.</summary>
    public async Task<IResult> SendAsync(
        GenerationManifest manifest, string fileName, string mediaType, CancellationToken cancellation)
    {
        if (manifest.Files.FirstOrDefault(known => known.Name == fileName) is not { } file)
        {
            return Problems.NotFound("There is no such file.", "See /api/v1/generations for those there are.");
        }

        var path = Path.Combine(pool.Store.FolderOf(manifest.Generation), file.Name);
        var tag = new EntityTagHeaderValue($"\"{file.Sha256}\"");
        return file.Bytes > keptFileBytesMax
            ? Results.Stream(files.OpenRead(path), mediaType, file.Name, manifest.CreatedAt, tag, enableRangeProcessing: true)
            : Results.File(
                await ReadAsync(file, path, cancellation), mediaType, file.Name, enableRangeProcessing: true, manifest.CreatedAt, tag);
    }

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    // By content: a table that the next generation repeats is the same bytes.
    private async Task<byte[]> ReadAsync(ManifestFile file, string path, CancellationToken cancellation)
    {
        if (kept.TryGetValue(file.Sha256, out byte[]? bytes))
        {
            return bytes!;
        }

        await using var stream = files.OpenRead(path);
        bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellation);
        using var entry = kept.CreateEntry(file.Sha256);
        entry.Size = bytes.Length;
        entry.Value = bytes;
        return bytes;
    }
}
