using Analytics.Domain;
using Analytics.Lake.Guard;

namespace Analytics.Lake.Ingest;

/// <summary>Raw copies in landing, named by the SHA-256 of what is in them.</summary>
internal sealed class RawCopyStore(LakeFolders folders, IFileOps files)
{
    /// <summary>Where the copy of a file stands, if there is one.</summary>
    /// <param name="kind">Kind of its source.</param>
    /// <param name="fileId">SHA-256 of the bytes.</param>
    /// <param name="path">Where the file was found; its packing stays visible in the name.</param>
    public string PathOf(string kind, string fileId, string path)
    {
        var suffix = ContentInput.PackingOf(path) switch { Packing.Gzip => ".gz", Packing.Zstd => ".zst", _ => "" };
        return Path.Combine(folders.Landing, kind, fileId + suffix);
    }

    /// <summary>
    /// Copies the first bytes of a file, unless the copy is there. The content is named by what was really copied.
    /// </summary>
    public async Task KeepAsync(
        SourceFile file, string rawPath, long lengthBytes, string stagedPath, CancellationToken cancellation)
    {
        using var raw = new RawInput(files.OpenRead(rawPath), lengthBytes, isHashed: true);
        await using (var copy = files.Create(stagedPath))
        {
            while (await raw.NextAsync(long.MaxValue, cancellation) is { IsEmpty: false } piece)
            {
                await copy.WriteAsync(piece, cancellation);
            }
        }

        var target = PathOf(file.Kind, await raw.HashSoFarAsync(), file.Path);
        var folder = Path.GetDirectoryName(target)!;
        files.FlushFile(stagedPath);
        files.CreateDirectory(folder);
        files.MoveFile(stagedPath, target);
        files.FlushDirectory(folder);
        files.FlushDirectory(folders.Landing);
    }
}
