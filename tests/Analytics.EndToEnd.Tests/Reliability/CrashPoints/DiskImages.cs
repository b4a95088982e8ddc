using System.Security.Cryptography;
using System.Text;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// Copies of a data root as a process that dies at that instant would leave it, DuckDB's logs included. Instants that leave
/// the same bytes are one image.
/// </summary>
/// <param name="root">The data root.</param>
/// <param name="folder">Where the copies go.</param>
internal sealed class DiskImages(string root, string folder)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private int count;

    /// <summary>Whether the root, as it stands, is an image or was said to be known; from now on it is.</summary>
    public bool IsKnown() => !known.Add(HashOf(root));

    /// <summary>Keeps the root as it stands; null when an image of the same bytes is there already.</summary>
    public string? Keep() => IsKnown() ? null : KeepAlways();

    /// <summary>Keeps the root with less in it; null when an image of the same bytes is there already.</summary>
    /// <param name="cut">Takes something out of the copy.</param>
    public string? KeepCut(Action<string> cut)
    {
        var image = KeepAlways();
        cut(image);
        if (known.Add(HashOf(image)))
        {
            return image;
        }

        Directory.Delete(image, recursive: true);
        return null;
    }

    /// <summary>Keeps the root as it is.</summary>
    public string KeepAlways()
    {
        var image = Path.Combine(folder, $"{count++}");
        Copy(root, image);
        return image;
    }

    /// <summary>Puts an image where the root is; null = nothing is there yet.</summary>
    public void Restore(string? image)
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        if (image is not null)
        {
            Copy(image, root);
        }
    }

    private static string HashOf(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return "";
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
            .Where(path => IsKept(folder, path)).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(folder, path) + "\n"));
            if (File.Exists(path))
            {
                hash.AppendData(SHA256.HashData(Bytes(path)));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        if (!Directory.Exists(from))
        {
            return;
        }

        foreach (var path in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories)
            .Where(path => IsKept(from, path)))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, path)));
        }

        // The ledger first: DuckDB may write while this copies, and a ledger older than the lake is what a crash leaves.
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(path => IsKept(from, path))
            .OrderByDescending(static path => Path.GetFileName(path).StartsWith("ledger.duckdb", StringComparison.Ordinal)))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, path));
            File.WriteAllBytes(copy, Bytes(path));
            File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(path));
        }
    }

    private static byte[] Bytes(string path)
    {
        // Not File.ReadAllBytes: the files are open for writing elsewhere.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    // The lock ends with its process, and spilled data are nobody's.
    private static bool IsKept(string folder, string path) => Path.GetRelativePath(folder, path) is var name
        && name != Path.Combine("state", "lock")
        && !name.StartsWith(Path.Combine("state", "tmp") + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
