using Analytics.Domain;

namespace Analytics.Sources;

/// <summary>Finds the files of a folder (or the one file) that are completely written.</summary>
public sealed class FolderSource(IFileOps files, TimeProvider time, StabilityOptions stability)
{
    private const string DoneSuffix = ".done";

    /// <summary>
    /// Looks once, and a second time at files changed lately; files are in ordinal order of their paths.
    /// </summary>
    /// <param name="source">The source.</param>
    /// <param name="patterns">
    /// Patterns of its reader, used when its path is a folder; see <see cref="FileGlobs"/>.
    /// </param>
    /// <param name="cancellation">Ends the wait between the two looks.</param>
    /// <exception cref="IOException">The path does not exist, or a folder below it cannot be read.</exception>
    public async Task<SourceListing> ListAsync(SourceOptions source, string patterns, CancellationToken cancellation)
    {
        var path = source.ExpandPath();
        var candidates = Find(source, path, patterns);
        var stable = candidates.Where(IsQuiet).ToHashSet();
        if (stable.Count < candidates.Count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(stability.LookIntervalMilliseconds), time, cancellation);
            stable.UnionWith(candidates.Where(file => files.GetFacts(file.Path) == file.Facts));
        }

        return new SourceListing(
            [.. candidates.Where(stable.Contains)],
            [.. candidates.Where(file => !stable.Contains(file)).Select(static file => file.Path)]);
    }

    private List<SourceFile> Find(SourceOptions source, string path, string patterns)
    {
        if (files.GetFacts(path) is { } facts)
        {
            return [new SourceFile(source.Name, source.Kind, Path.GetDirectoryName(path)!, path, facts)];
        }

        if (!files.DirectoryExists(path))
        {
            throw new DirectoryNotFoundException(
                $"Source {source.Name}: {path} is neither a file nor a folder. Correct its path or remove the source.");
        }

        var globs = new FileGlobs(patterns);
        var found = new List<SourceFile>();
        foreach (var file in files.ListFiles(path, recursive: true))
        {
            var relative = Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/');
            if (globs.Matches(relative) && files.GetFacts(file) is { } fileFacts)
            {
                found.Add(new SourceFile(source.Name, source.Kind, path, file, fileFacts));
            }
        }

        return found;
    }

    private bool IsQuiet(SourceFile file) =>
        time.GetUtcNow() - file.Facts.ModifiedAt >= TimeSpan.FromSeconds(stability.QuietSeconds)
        || files.FileExists(file.Path + DoneSuffix);
}

/// <summary>What a look at a source found.</summary>
/// <param name="Files">Files ready for ingest, in ordinal order of their paths.</param>
/// <param name="StillChanging">Paths of files that changed between two looks; they are taken at a later run.</param>
public sealed record SourceListing(IReadOnlyList<SourceFile> Files, IReadOnlyList<string> StillChanging);
