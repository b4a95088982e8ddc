using System.Security.Cryptography;
using System.Text;

namespace Analytics.EndToEnd.Tests.Reliability.CrashPoints;

/// <summary>
/// What a process that dies at an instant would leave of a data root, DuckDB's logs included. Files of equal bytes are kept
/// once, and instants that leave the next run the same are one image.
/// </summary>
/// <param name="root">The data root.</param>
/// <param name="folder">Where the bytes are kept.</param>
internal sealed class DiskImages(string root, string folder)
{
    // The clock of the file system is coarser than two writes may be apart: younger files are read again.
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<DiskImage> kept = [];
    private readonly Dictionary<string, HashSet<string>> listed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Bytes, DateTime WrittenAt, string Hash)> hashes = new(StringComparer.Ordinal);

    /// <summary>
    /// Whether images that differ in nothing but what lies in staging are two. What the last run left there the next one
    /// removes unread, which <see cref="CrashEnumeration"/> watches.
    /// </summary>
    public bool IsStagingApart { get; init; }

    /// <summary>
    /// Whether images that differ in nothing but which files of the lake stand there unlisted are one. The next run removes or
    /// replaces them; over a small lake each of them is an image.
    /// </summary>
    public bool IsWasteAlike { get; init; }

    /// <summary>Whether the root, as it stands, is an image or was said to be known; from now on it is.</summary>
    public bool IsKnown() => !known.Add(SignatureOf(Look(isKept: false)));

    /// <summary>Keeps the root as it stands; null when an image of the same is there already.</summary>
    public DiskImage? Keep() => KeepNew(Look(isKept: true));

    /// <summary>Keeps the root as a power cut would leave it; null when an image of the same is there already.</summary>
    public DiskImage? KeepCut(UnsyncedFiles unsynced) =>
        KeepNew(unsynced.Cut(Look(isKept: true), hash => File.ReadAllBytes(BytesOf(hash)), Store));

    /// <summary>Keeps the root as it is.</summary>
    public DiskImage KeepAlways()
    {
        var image = Look(isKept: true);
        kept.Add(image);
        return image;
    }

    /// <summary>Puts an image where the root is; null = nothing is there yet.</summary>
    public void Restore(DiskImage? image)
    {
        if (image is null)
        {
            if (Directory.Exists(root))
            {
                Directory.Delete(root, recursive: true);
            }

            return;
        }

        foreach (var path in Directory.Exists(root) ? Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories) : [])
        {
            if (!image.Entries.ContainsKey(Path.GetRelativePath(root, path)))
            {
                Remove(path);
            }
        }

        Directory.CreateDirectory(root);
        foreach (var (name, entry) in image.Entries)
        {
            Put(Path.Combine(root, name), entry);
        }
    }

    /// <summary>Forgets an image's bytes unless another image has them too.</summary>
    public void Release(IReadOnlyCollection<DiskImage> images)
    {
        kept.RemoveAll(images.Contains);
        var used = kept.SelectMany(static image => image.Entries.Values).Select(static entry => entry?.Hash).ToHashSet();
        foreach (var path in Directory.GetFiles(folder).Where(path => !used.Contains(Path.GetFileName(path))))
        {
            File.Delete(path);
        }
    }

    /// <summary>Whether a path, relative to the root, is what a run works on before it counts, or below it.</summary>
    /// <param name="path">Relative path.</param>
    /// <param name="top">The part of it that the next run asks for.</param>
    public static bool IsStaging(string path, out string top)
    {
        var parts = path.Split(Path.DirectorySeparatorChar);
        var depth = parts is ["state", "staging", _, ..] ? 3
            : parts is ["published", var name, ..] && name.StartsWith(".staging-", StringComparison.Ordinal) ? 2
            : 0;
        top = Path.Combine(parts[..depth]);
        return depth > 0;
    }

    private DiskImage? KeepNew(DiskImage image)
    {
        if (!known.Add(SignatureOf(image)))
        {
            return null;
        }

        kept.Add(image);
        return image;
    }

    private string SignatureOf(DiskImage image)
    {
        var waste = IsWasteAlike ? WasteIn(image) : [];
        return string.Join('\n', image.Entries
            .Select(entry => !IsStagingApart && IsStaging(entry.Key, out var top) ? top
                : waste.Contains(entry.Key) ? $"waste in {Path.Combine(entry.Key.Split(Path.DirectorySeparatorChar)[..3])}"
                : $"{entry.Key} {entry.Value?.Hash}")
            .Distinct(StringComparer.Ordinal));
    }

    // Files are moved into the lake first and listed then: what comes while the databases stay the same is not listed.
    private HashSet<string> WasteIn(DiskImage image)
    {
        var databases = string.Join('\n', image.Entries
            .Where(static entry => Path.GetFileName(entry.Key).Contains(".duckdb", StringComparison.Ordinal)
                && entry.Key.StartsWith("state", StringComparison.Ordinal))
            .Select(static entry => $"{entry.Key} {entry.Value?.Hash}"));
        var lake = image.Entries.Keys
            .Where(static name => name.StartsWith("lake" + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                && name.Split(Path.DirectorySeparatorChar).Length > 2)
            .ToHashSet(StringComparer.Ordinal);
        listed.TryAdd(databases, lake);
        return [.. lake.Except(listed[databases])];
    }

    // The ledger first: DuckDB may write meanwhile, and a ledger older than the lake is what a crash leaves.
    private DiskImage Look(bool isKept)
    {
        var entries = new SortedDictionary<string, FileEntry?>(StringComparer.Ordinal);
        FileSystemInfo[] found = Directory.Exists(root)
            ? new DirectoryInfo(root).GetFileSystemInfos("*", SearchOption.AllDirectories)
            : [];
        foreach (var entry in found.OrderByDescending(static entry =>
            entry.Name.StartsWith("ledger.duckdb", StringComparison.Ordinal)))
        {
            var name = Path.GetRelativePath(root, entry.FullName);
            if (IsImaged(name))
            {
                entries[name] = entry is FileInfo file ? new FileEntry(HashOf(file, isKept), file.LastWriteTimeUtc) : null;
            }
        }

        return new DiskImage(entries);
    }

    private string HashOf(FileInfo file, bool isKept)
    {
        var (bytes, writtenAt) = (file.Length, file.LastWriteTimeUtc);
        if (hashes.TryGetValue(file.FullName, out var last) && last.Bytes == bytes && last.WrittenAt == writtenAt
            && (!isKept || File.Exists(BytesOf(last.Hash))))
        {
            return last.Hash;
        }

        // Not File.ReadAllBytes: the files are open for writing elsewhere.
        using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var hash = isKept ? Store(content) : Convert.ToHexStringLower(SHA256.HashData(content));
        if (TimeProvider.System.GetUtcNow().UtcDateTime - writtenAt > Settled)
        {
            hashes[file.FullName] = (bytes, writtenAt, hash);
        }
        else
        {
            hashes.Remove(file.FullName);
        }

        return hash;
    }

    private string Store(byte[] content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        if (!File.Exists(BytesOf(hash)))
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(BytesOf(hash), content);
        }

        return hash;
    }

    private void Put(string path, FileEntry? entry)
    {
        if (entry is null)
        {
            Directory.CreateDirectory(path);
            return;
        }

        if (!File.Exists(path) || HashOf(new FileInfo(path), isKept: false) != entry.Hash)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Copy(BytesOf(entry.Hash), path, overwrite: true);
        }

        File.SetLastWriteTimeUtc(path, entry.WrittenAt);
        hashes.Remove(path);
    }

    private string BytesOf(string hash) => Path.Combine(folder, hash);

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (File.Exists(path))
        {
            // What stands in a folder that is gone is gone with it.
            File.Delete(path);
        }
    }

    // The lock ends with its process, and spilled data are nobody's.
    private static bool IsImaged(string name) => name != Path.Combine("state", "lock")
        && !name.StartsWith(Path.Combine("state", "tmp") + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

/// <summary>What stands below a data root.</summary>
/// <param name="Entries">By relative path; null = a folder.</param>
internal sealed record DiskImage(SortedDictionary<string, FileEntry?> Entries);

/// <summary>A file of an image.</summary>
/// <param name="Hash">SHA-256 of its bytes, lower-case hex.</param>
/// <param name="WrittenAt">When it was written last, UTC.</param>
internal sealed record FileEntry(string Hash, DateTime WrittenAt);
