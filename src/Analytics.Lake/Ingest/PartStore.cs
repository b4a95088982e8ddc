using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Analytics.Domain;
using Analytics.Lake.Ledger;

namespace Analytics.Lake.Ingest;

/// <summary>A part written in staging and not yet in the lake.</summary>
/// <param name="Dataset">Its dataset.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="StagedPath">Where it stands.</param>
internal sealed record StagedPart(string Dataset, DayRows Rows, string StagedPath);

/// <summary>Moves finished parts into the lake so that a crash leaves each one whole or absent, never torn.</summary>
internal sealed class PartStore(LakeFolders folders, IFileOps files)
{
    /// <summary>The part of a batch's file names that stands for its files: 12 hex digits.</summary>
    public static string NameOf(IReadOnlyList<string> fileIds) => fileIds.Count == 1
        ? fileIds[0][..12]
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(fileIds))))[..12];

    /// <summary>Flushes, names and moves the parts. They count only once the ledger lists them.</summary>
    /// <param name="staged">Finished parts.</param>
    /// <param name="name">See <see cref="NameOf"/>.</param>
    /// <param name="isTaken">
    /// Whether a committed part has a path already; a repeat of the same files gets the next number.
    /// </param>
    /// <param name="cancellation">Stops between two parts.</param>
    public async Task<IReadOnlyList<CommittedPart>> MoveAsync(
        IReadOnlyList<StagedPart> staged, string name, Func<string, bool> isTaken, CancellationToken cancellation)
    {
        var parts = new List<CommittedPart>();
        var touched = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in staged)
        {
            var folder = FolderOf(part);
            var number = 0;
            while (isTaken(PathOf(folder, name, number)))
            {
                number++;
            }

            CreateFolder(folder, touched);
            var path = PathOf(folder, name, number);
            files.FlushFile(part.StagedPath);
            var (sha256, bytes) = await HashAsync(part.StagedPath, cancellation);
            files.MoveFile(part.StagedPath, path);
            touched.Add(folder);
            parts.Add(new CommittedPart(
                new LakePart(part.Dataset, part.Rows.EventDay, path, part.Rows.Rows, bytes, sha256, 0),
                part.Rows.FirstAt,
                part.Rows.LastAt));
        }

        foreach (var folder in touched)
        {
            files.FlushDirectory(folder);
        }

        return parts;
    }

    /// <summary>Deletes parts that no commit lists: what a crash left between the move and the ledger.</summary>
    public void Sweep(IEnumerable<string> datasets, IReadOnlySet<string> committed)
    {
        foreach (var folder in datasets.Select(dataset => Path.Combine(folders.Lake, dataset)).Where(
            files.DirectoryExists))
        {
            foreach (var path in files.ListFiles(folder, recursive: true).Where(path => !committed.Contains(path)))
            {
                files.DeleteFile(path);
            }
        }
    }

    /// <summary>SHA-256 in lower-case hex and length of a file.</summary>
    public async Task<(string Sha256, long Bytes)> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = files.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
        return (hash, stream.Length);
    }

    private static string PathOf(string folder, string name, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}.parquet"));

    private string FolderOf(StagedPart part) => part.Rows.EventDay is { } day
        ? Path.Combine(folders.Lake, part.Dataset, day.ToString("'day='yyyy-MM-dd", CultureInfo.InvariantCulture))
        : Path.Combine(folders.Lake, part.Dataset);

    // A new folder is an entry in its parent, which has to reach the disk as well.
    private void CreateFolder(string folder, SortedSet<string> touched)
    {
        if (files.DirectoryExists(folder))
        {
            return;
        }

        files.CreateDirectory(folder);
        for (var parent = Path.GetDirectoryName(folder); parent is not null && parent.Length >= folders.Lake.Length;
            parent = Path.GetDirectoryName(parent))
        {
            touched.Add(parent);
        }
    }
}
