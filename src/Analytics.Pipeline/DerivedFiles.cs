using System.Security.Cryptography;
using Analytics.Domain;
using Analytics.Lake;
using Analytics.Outputs;

namespace Analytics.Pipeline;

/// <summary>Files that the models and the publisher wrote and recorded with a hash; all of them can be made again.</summary>
/// <param name="root">Folders.</param>
/// <param name="published">The generations.</param>
/// <param name="files">File operations.</param>
internal sealed class DerivedFiles(DataRoot root, GenerationStore published, IFileOps files)
{
    /// <summary>Compares priced Parquet with the hash in its name, and generations with their manifests.</summary>
    public async Task<VerifyReport> VerifyAsync(CancellationToken cancellation)
    {
        var expected = PricedFiles().Concat(PublishedFiles()).ToList();
        var faults = new List<VerifyFault>();
        foreach (var (path, hash) in expected)
        {
            var found = files.FileExists(path) ? await HashAsync(path, cancellation) : null;
            if (found?.StartsWith(hash, StringComparison.Ordinal) != true)
            {
                faults.Add(new VerifyFault(path, hash, found));
            }
        }

        return new VerifyReport(expected.Count, faults);
    }

    /// <summary>Removes those of the models, which the next build then writes again; returns them.</summary>
    public IReadOnlyList<VerifyFault> Remove(IEnumerable<VerifyFault> faults)
    {
        var ours = faults.Where(fault =>
            fault.Path.StartsWith(PricedFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList();
        ours.ForEach(fault => files.DeleteFile(fault.Path));
        return ours;
    }

    /// <summary>Those of the generations and of what points at them.</summary>
    public IReadOnlyList<VerifyFault> OfGenerations(IEnumerable<VerifyFault> faults) => [.. faults.Where(fault =>
        fault.Path.StartsWith(root.Published + Path.DirectorySeparatorChar, StringComparison.Ordinal))];

    private string PricedFolder => Path.Combine(root.Lake, "priced");

    private IEnumerable<(string Path, string Hash)> PricedFiles()
    {
        return files.DirectoryExists(PricedFolder)
            ? files.ListFiles(PricedFolder, recursive: true).Select(static path => (path, Path.GetFileNameWithoutExtension(path)))
            : [];
    }

    private IEnumerable<(string Path, string Hash)> PublishedFiles() =>
        published.Files().Select(static file => (file.Path, file.Sha256));

    private async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var stream = files.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation));
    }
}
