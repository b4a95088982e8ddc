using Analytics.Domain;

namespace Analytics.ObjectStorage;

/// <summary>What bringing the objects of a bucket came to.</summary>
/// <param name="Objects">Objects there are.</param>
/// <param name="Fetched">Objects that were new or had other bytes than before.</param>
public readonly record struct MirrorCounts(int Objects, int Fetched);

/// <summary>
/// Keeps a copy of the objects of a bucket in landing, under their keys. An object that changed replaces its copy, one that
/// is the same is not fetched again, and one that is gone leaves its copy: what was read is never lost.
/// </summary>
/// <param name="folder">Folder of the copies, absolute.</param>
/// <param name="files">File operations.</param>
public sealed class BucketMirror(string folder, IFileOps files)
{
    // No reader takes a name that ends so.
    private const string StagedSuffix = ".part";

    // The log, and what stands beside it while it is written or held.
    private string LogPath => Path.Combine(folder, "objects.mirrored");

    /// <summary>Fetches what is new or changed.</summary>
    /// <exception cref="BucketFaultException">The store stopped giving; what was fetched stays, and the next run goes on.</exception>
    /// <exception cref="InvalidDataException">
    /// A key leads out of the folder, or another worker is at it; nothing was fetched.
    /// </exception>
    public async Task<MirrorCounts> RunAsync(ObjectBucket bucket, CancellationToken cancellation)
    {
        files.CreateDirectory(folder);
        using var held = files.TryLock(LogPath + ".lock") ?? throw new InvalidDataException(
            "another worker is at it. The next run goes on.");
        var log = new JsonMapFile<string>(LogPath, files);
        var versions = log.Read("Delete the file: all objects are fetched again.");
        var found = (await bucket.ListAsync("", cancellation)).Where(static item => !item.Key.EndsWith('/')).ToList();
        foreach (var item in found)
        {
            CheckKey(item.Key);
        }

        var fetched = 0;
        try
        {
            foreach (var item in found.Where(item => versions.GetValueOrDefault(item.Key) != item.Version))
            {
                await FetchAsync(bucket, item, cancellation);
                versions[item.Key] = item.Version;
                fetched++;
            }
        }
        finally
        {
            log.Write(versions);
        }

        return new MirrorCounts(found.Count, fetched);
    }

    private async Task FetchAsync(ObjectBucket bucket, BucketObject item, CancellationToken cancellation)
    {
        var target = Path.Combine(folder, item.Key);
        var parent = Path.GetDirectoryName(target)!;
        files.CreateDirectory(parent);
        await using (var stream = files.Create(target + StagedSuffix))
        {
            await bucket.DownloadAsync(item.Key, stream, cancellation);
        }

        files.FlushFile(target + StagedSuffix);
        files.MoveFile(target + StagedSuffix, target);
        files.FlushDirectory(parent);
    }

    // A key is any text; as a path it must stay below the folder and mean the same on every system.
    private void CheckKey(string key)
    {
        var parts = key.Split('/');
        if (parts.Any(static part => part is "" or "." or "..")
            || key.Any(static letter => char.IsControl(letter) || letter is '\\' or ':')
            || key.EndsWith(StagedSuffix, StringComparison.Ordinal)
            || Path.Combine(folder, key).StartsWith(LogPath, StringComparison.Ordinal))
        {
            throw new InvalidDataException(
                $"Bucket: found the key '{string.Concat(key.Where(static letter => !char.IsControl(letter)))}', expected one that "
                + "is a plain path. Rename the object, or narrow the prefix.");
        }
    }
}
