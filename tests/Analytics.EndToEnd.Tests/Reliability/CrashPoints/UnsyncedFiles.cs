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

    /// <summary>Makes an image of the root what a power cut would have left.</summary>
    public void CutIn(string image)
    {
        foreach (var path in Directory.EnumerateFiles(image, "*", SearchOption.AllDirectories).Where(IsOurs))
        {
            if (!forced.Contains(Path.Combine(root, Path.GetRelativePath(image, path))))
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
                file.SetLength(file.Length / 2);
            }
        }

        foreach (var (source, target, replaced) in Enumerable.Reverse(renames))
        {
            UndoIn(image, source, target, replaced);
        }
    }

    private void UndoIn(string image, string source, string target, byte[]? replaced)
    {
        var (from, to) = (InImage(image, target), InImage(image, source));
        if (File.Exists(from))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
            if (replaced is not null)
            {
                File.WriteAllBytes(from, replaced);
            }
        }
        else if (Directory.Exists(from) && !Directory.Exists(to))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            Directory.Move(from, to);
        }
    }

    private string InImage(string image, string path) => Path.Combine(image, Path.GetRelativePath(root, path));

    private static bool IsIn(string path, string folder) =>
        path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsOurs(string path) =>
        !(Path.GetFileName(path) is "ledger.duckdb" or "ledger.duckdb.wal" or "work.duckdb" or "work.duckdb.wal" or "lock");
}
