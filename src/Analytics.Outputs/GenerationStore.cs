using System.Globalization;
using System.Text.Json;
using Analytics.Domain;
using Analytics.ObjectStorage;

namespace Analytics.Outputs;

/// <summary>
/// The folder <c>published/</c>: which generations are complete, which one is current, and the atomic switch between them.
/// A generation is complete once its folder bears its final name; the pointer is <c>CURRENT.json</c>.
/// </summary>
/// <param name="root">Absolute path of <c>published/</c>.</param>
/// <param name="files">File operations.</param>
public sealed class GenerationStore(string root, IFileOps files)
{
    /// <summary>Name of the DuckDB file, in a generation and as the convenience copy.</summary>
    public const string DatabaseName = "analytics.duckdb";

    private const string ManifestName = "manifest.json";
    private const string FolderPrefix = "gen-";
    private const string StagingPrefix = ".staging-";

    /// <summary>Absolute path of <c>published/</c>.</summary>
    public string Root => root;

    /// <summary>Path of the pointer file.</summary>
    public string PointerPath => Path.Combine(root, "CURRENT.json");

    /// <summary>Path of the copy that BI tools open by a fixed name.</summary>
    public string ConveniencePath => Path.Combine(root, DatabaseName);

    /// <summary>Folder of a generation, whether it exists or not.</summary>
    public string FolderOf(int generation) =>
        Path.Combine(root, FolderPrefix + generation.ToString(CultureInfo.InvariantCulture));

    /// <summary>The current generation, or null before the first publication.</summary>
    /// <exception cref="InvalidDataException">The pointer cannot be read.</exception>
    public GenerationManifest? Current() => files.FileExists(PointerPath) ? Read(PointerPath) : null;

    /// <summary>Every complete generation, oldest first.</summary>
    public IReadOnlyList<GenerationManifest> List() =>
        [.. ManifestPaths().Select(Read).OrderBy(static manifest => manifest.Generation)];

    /// <summary>Points readers at a kept generation: publication's last step, and the way to roll back.</summary>
    /// <exception cref="InvalidDataException">The generation is not kept any more.</exception>
    public GenerationManifest MakeCurrent(int generation)
    {
        var manifestPath = Path.Combine(FolderOf(generation), ManifestName);
        if (!files.FileExists(manifestPath))
        {
            var kept = string.Join(", ", List().Select(static manifest => manifest.Generation));
            throw new InvalidDataException($"{root}: generation {generation} is not kept. Choose one of: {kept}.");
        }

        var manifest = Read(manifestPath);
        Replace(manifestPath, PointerPath);
        Replace(Path.Combine(FolderOf(generation), DatabaseName), ConveniencePath);
        return manifest;
    }

    /// <summary>Brings every kept generation and the pointer to a bucket.</summary>
    /// <returns>Files uploaded.</returns>
    /// <exception cref="BucketFaultException">The store does not take them; what it pointed to before still stands.</exception>
    public Task<int> CopyToAsync(BucketCopy copy, CancellationToken cancellation) => copy.RunAsync(
        root,
        [.. List().Select(manifest => Path.GetFileName(FolderOf(manifest.Generation)))],
        FolderPrefix,
        Path.GetFileName(PointerPath),
        cancellation);

    /// <summary>
    /// Every file of the kept generations, the pointer and the copy beside it, each with the hash that it was published
    /// under. A manifest that cannot be read has none, and what it listed is not known.
    /// </summary>
    /// <exception cref="InvalidDataException">Another release has written a manifest.</exception>
    public IEnumerable<PublishedFile> Files()
    {
        foreach (var path in ManifestPaths())
        {
            if (TryRead(path) is not { } manifest)
            {
                yield return new PublishedFile(path, PublishedFile.Unknown);
                continue;
            }

            foreach (var file in manifest.Files)
            {
                yield return new PublishedFile(Path.Combine(Path.GetDirectoryName(path)!, file.Name), file.Sha256);
            }
        }

        if (!files.FileExists(PointerPath))
        {
            yield break;
        }

        var pointed = TryRead(PointerPath) is { } current ? Path.Combine(FolderOf(current.Generation), ManifestName) : null;
        if (pointed is null || !files.FileExists(pointed) || TryRead(pointed) is not { } own)
        {
            yield return new PublishedFile(PointerPath, PublishedFile.Unknown);
            yield break;
        }

        yield return new PublishedFile(PointerPath, FileHash.Of(BytesOf(pointed)));
        yield return new PublishedFile(ConveniencePath, own.Files.First(static file => file.Name == DatabaseName).Sha256);
    }

    /// <summary>
    /// Gives the current generation its manifest back from the pointer, which is a copy of it; takes a pointer that cannot
    /// be read away, and other generations whose manifest cannot. Publish afterwards.
    /// </summary>
    /// <exception cref="InvalidDataException">Another release has written a manifest.</exception>
    public void Mend()
    {
        var current = files.FileExists(PointerPath) ? TryRead(PointerPath) : null;
        if (current is null)
        {
            files.DeleteFile(PointerPath);
        }

        foreach (var path in ManifestPaths().Where(path => TryRead(path) is null).ToList())
        {
            if (current is not null && Path.GetDirectoryName(path) == FolderOf(current.Generation))
            {
                Replace(PointerPath, path);
            }
            else
            {
                Remove(Path.GetDirectoryName(path)!);
            }
        }
    }

    /// <summary>Removes the generations that the given files are of, but never the current one.</summary>
    /// <returns>The files that are gone.</returns>
    public IReadOnlyList<string> Discard(IEnumerable<string> paths)
    {
        var current = Current() is { } manifest ? FolderOf(manifest.Generation) : null;
        var gone = paths.Where(path => Path.GetDirectoryName(path) is var folder && folder != root && folder != current).ToList();
        foreach (var folder in gone.Select(static path => Path.GetDirectoryName(path)!).Distinct().Where(files.DirectoryExists))
        {
            Remove(folder);
        }

        return gone;
    }

    /// <summary>Whether a generation, and what points at the current one, is what was published.</summary>
    internal async Task<bool> IsSoundAsync(GenerationManifest manifest, CancellationToken cancellation)
    {
        var folder = FolderOf(manifest.Generation);
        foreach (var file in Files().Where(file => file.Path == PointerPath || Path.GetDirectoryName(file.Path) == folder))
        {
            if (!files.FileExists(file.Path) || await FileHash.OfAsync(files, file.Path, cancellation) != file.Sha256)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the convenience copy is the current generation's file, byte for byte.</summary>
    internal async Task<bool> IsConvenienceCopyOfAsync(GenerationManifest manifest, CancellationToken cancellation)
    {
        var expected = manifest.Files.First(static file => file.Name == DatabaseName);
        return files.GetFacts(ConveniencePath) is { } facts
            && facts.LengthBytes == expected.Bytes
            && await FileHash.OfAsync(files, ConveniencePath, cancellation) == expected.Sha256;
    }

    /// <summary>Number for the next generation: one above every complete one.</summary>
    internal int NextGeneration() =>
        Math.Max(Current()?.Generation ?? 0, List() is [.., var newest] ? newest.Generation : 0) + 1;

    /// <summary>An empty folder for a generation to be, outside every reader's sight.</summary>
    internal string CreateStaging(int generation)
    {
        var staging = Path.Combine(root, $"{StagingPrefix}{FolderPrefix}{generation}");
        files.DeleteDirectory(staging);
        files.CreateDirectory(staging);
        return staging;
    }

    /// <summary>Makes a staged folder durable and gives it its final name.</summary>
    internal void Complete(string staging, GenerationManifest manifest)
    {
        var manifestPath = Path.Combine(staging, ManifestName);
        using (var stream = files.Create(manifestPath))
        {
            stream.Write(manifest.ToBytes());
        }

        foreach (var file in files.ListFiles(staging, recursive: false))
        {
            files.FlushFile(file);
        }

        files.FlushDirectory(staging);
        files.MoveDirectory(staging, FolderOf(manifest.Generation));
        files.FlushDirectory(root);
    }

    /// <summary>Deletes generations beyond the newest <paramref name="keep"/>, never the current one, and old staging.</summary>
    internal void Prune(int keep)
    {
        var current = Current()?.Generation;
        foreach (var manifest in List().SkipLast(keep).Where(manifest => manifest.Generation != current))
        {
            SetAside(FolderOf(manifest.Generation));
        }

        foreach (var leftover in StagingLeftovers())
        {
            files.DeleteDirectory(leftover);
            files.DeleteFile(leftover);
        }
    }

    /// <summary>Staged folders and files that an interrupted publication left behind.</summary>
    public IReadOnlyList<string> StagingLeftovers() =>
        files.DirectoryExists(root)
            ? [.. files.ListFiles(root, recursive: true)
                .Select(path => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar)[0])
                .Where(static name => name.StartsWith(StagingPrefix, StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Select(name => Path.Combine(root, name))]
            : [];

    private void Remove(string folder) => files.DeleteDirectory(SetAside(folder));

    // Renamed first: a folder half deleted must never bear a complete generation's name.
    private string SetAside(string folder)
    {
        var removed = Path.Combine(root, $"{StagingPrefix}removed-{Path.GetFileName(folder)[FolderPrefix.Length..]}");
        files.DeleteDirectory(removed);
        files.MoveDirectory(folder, removed);
        return removed;
    }

    private IEnumerable<string> ManifestPaths() =>
        files.DirectoryExists(root)
            ? files.ListFiles(root, recursive: true).Where(path =>
                Path.GetFileName(path) == ManifestName
                && Path.GetRelativePath(root, path).StartsWith(FolderPrefix, StringComparison.Ordinal))
            : [];

    private void Replace(string source, string target)
    {
        var staged = Path.Combine(root, $"{StagingPrefix}{Path.GetFileName(target)}");
        using (var from = files.OpenRead(source))
        using (var to = files.Create(staged))
        {
            from.CopyTo(to);
        }

        files.FlushFile(staged);
        files.MoveFile(staged, target);
        files.FlushDirectory(root);
    }

    private GenerationManifest Read(string path) => GenerationManifest.Parse(path, BytesOf(path));

    // Null where rot has left no JSON; what another release has written is not ours to take away.
    private GenerationManifest? TryRead(string path)
    {
        try
        {
            return Read(path);
        }
        catch (InvalidDataException fault) when (fault.InnerException is JsonException)
        {
            return null;
        }
    }

    private byte[] BytesOf(string path)
    {
        using var stream = files.OpenRead(path);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}

/// <summary>A file of <c>published/</c>.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Sha256">SHA-256 that it was published under, lower-case hex, or <see cref="Unknown"/>.</param>
public sealed record PublishedFile(string Path, string Sha256)
{
    /// <summary>Stands where no hash is known: such a file is damaged in any case.</summary>
    public const string Unknown = "(unknown, because its manifest cannot be read)";
}
