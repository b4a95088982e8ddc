using System.Globalization;
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
            // Renamed first: a folder half deleted must never bear a complete generation's name.
            var removed = Path.Combine(root, $"{StagingPrefix}removed-{manifest.Generation}");
            files.DeleteDirectory(removed);
            files.MoveDirectory(FolderOf(manifest.Generation), removed);
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

    private GenerationManifest Read(string path)
    {
        using var stream = files.OpenRead(path);
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return GenerationManifest.Parse(path, content.ToArray());
    }
}
