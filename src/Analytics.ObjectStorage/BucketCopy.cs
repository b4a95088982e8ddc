using Analytics.Domain;

namespace Analytics.ObjectStorage;

/// <summary>
/// Copies complete folders into a bucket, and only then the pointer that leads readers to one of them: whoever reads the
/// pointer finds all it speaks of.
/// </summary>
/// <param name="bucket">Where to.</param>
/// <param name="files">File operations.</param>
public sealed class BucketCopy(ObjectBucket bucket, IFileOps files)
{
    /// <summary>Uploads what is missing, then the pointer, then deletes folders that are not kept any more.</summary>
    /// <param name="root">Folder above the folders, absolute; keys are paths below it.</param>
    /// <param name="kept">Names of the folders that are to be there, each of which never changes.</param>
    /// <param name="folderPrefix">What the names of all such folders begin with.</param>
    /// <param name="pointerName">Name of the pointer file below the root.</param>
    /// <param name="cancellation">Stops between two objects.</param>
    /// <returns>Objects uploaded, without the pointer.</returns>
    /// <exception cref="BucketFaultException">The store does not take them; the pointer still leads to what is whole.</exception>
    public async Task<int> RunAsync(
        string root, IReadOnlyCollection<string> kept, string folderPrefix, string pointerName, CancellationToken cancellation)
    {
        var there = (await bucket.ListAsync(folderPrefix, cancellation))
            .ToDictionary(static item => item.Key, static item => item.LengthBytes, StringComparer.Ordinal);
        var uploaded = 0;
        foreach (var path in kept.SelectMany(folder => files.ListFiles(Path.Combine(root, folder), recursive: true)))
        {
            var key = KeyOf(root, path);
            if (there.GetValueOrDefault(key, -1) != files.GetFacts(path)!.Value.LengthBytes)
            {
                await UploadAsync(key, path, cancellation);
                uploaded++;
            }
        }

        await UploadAsync(pointerName, Path.Combine(root, pointerName), cancellation);
        foreach (var key in there.Keys.Where(key => !kept.Contains(key.Split('/')[0])))
        {
            await bucket.DeleteAsync(key, cancellation);
        }

        return uploaded;
    }

    private async Task UploadAsync(string key, string path, CancellationToken cancellation)
    {
        await using var stream = files.OpenRead(path);
        await bucket.UploadAsync(key, stream, cancellation);
    }

    private static string KeyOf(string root, string path) =>
        Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
