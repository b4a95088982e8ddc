namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// What nobody has forced to the disk yet: bytes of files, and names that renames gave. A power cut may take all of it, so
/// an image is made in which it has. DuckDB forces its own database files and logs; those stay whole.
/// </summary>
/// <param name="root">The data root; what stands there already counts as forced.</param>
internal sealed class UnsyncedFiles(string root)
{
    private readonly HashSet<string> forced = Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)]
        : [];

    private readonly List<(string Source, string Target, byte[]? Replaced)> renames = [];

    /// <summary>A file begins anew.</summary>
    public void Create(string path) => forced.Remove(path);

    /// <summary>The bytes of a file are on the disk.</summary>
    public void Flush(string path) => forced.Add(path);

    /// <summary>The names in a folder are on the disk.</summary>
    public void FlushFolder(string folder) => renames.RemoveAll(rename => Path.GetDirectoryName(rename.Target) == folder);

    /// <summary>A file or folder is about to get another name.</summary>
    public void Move(string source, string target)
    {
        renames.Add((source, target, File.Exists(target) ? File.ReadAllBytes(target) : null));
        forced.Remove(target);
        foreach (var path in forced.Where(path => path == source || IsIn(path, source)).ToList())
        {
            forced.Remove(path);
            forced.Add(target + path[source.Length..]);
        }
    }

    /// <summary>Whether a power cut now would leave something else than a death.</summary>
    public bool IsAnythingLost() => renames.Count > 0 || (Directory.Exists(root) && Directory
        .EnumerateFiles(root, "*", SearchOption.AllDirectories).Any(path => IsOurs(path) && !forced.Contains(path)));

    /// <summary>What a power cut would leave of an image of the root.</summary>
    /// <param name="image">The image.</param>
    /// <param name="read">Bytes by their hash.</param>
    /// <param name="store">Keeps bytes and returns their hash.</param>
    public DiskImage Cut(DiskImage image, Func<string, byte[]> read, Func<byte[], string> store)
    {
        var left = new SortedDictionary<string, FileEntry?>(image.Entries, StringComparer.Ordinal);
        foreach (var (name, file) in image.Entries)
        {
            var path = Path.Combine(root, name);
            if (file is not null && IsOurs(path) && !forced.Contains(path))
            {
                var bytes = read(file.Hash);
                left[name] = file with { Hash = store(bytes[..(bytes.Length / 2)]) };
            }
        }

        foreach (var (source, target, replaced) in Enumerable.Reverse(renames))
        {
            Undo(left, Path.GetRelativePath(root, target), Path.GetRelativePath(root, source), replaced is null ? null : store(replaced));
        }

        return new DiskImage(left);
    }

    private static void Undo(SortedDictionary<string, FileEntry?> left, string from, string to, string? replaced)
    {
        foreach (var name in left.Keys.Where(name => name == from || IsIn(name, from)).ToList())
        {
            left[to + name[from.Length..]] = left[name];
            left.Remove(name);
            if (replaced is not null && left[to] is { } file)
            {
                left[from] = file with { Hash = replaced };
            }
        }

        for (var folder = Path.GetDirectoryName(to); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            left.TryAdd(folder, null);
        }
    }

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsOurs(string path) =>
        !(Path.GetFileName(path) is "ledger.duckdb" or "ledger.duckdb.wal" or "work.duckdb" or "work.duckdb.wal" or "lock");
}
